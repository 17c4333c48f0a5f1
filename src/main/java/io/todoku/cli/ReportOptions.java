package io.todoku.cli;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklist.Readiness;
import io.todoku.locale.InvalidInputException;
import io.todoku.report.Report;
import io.todoku.report.Report.AccountReport;
import io.todoku.report.Report.Style;
import io.todoku.report.ReportFormat;
import io.todoku.report.ReportSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for printing checklists; also derives the exit code from them. */
class ReportOptions {

  @Option(
      names = "--format",
      paramLabel = "text|json|csv|html|pdf|xlsx",
      defaultValue = "text",
      description = "report format; default: ${DEFAULT-VALUE}")
  String format = "text";

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "file to write the report to; default: standard output")
  @Nullable Path output;

  @Mixin LanguageOption language = new LanguageOption();

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "time zone of the report, such as Asia/Tokyo; default: todoku.report.zone")
  @Nullable String zone;

  @Option(names = "--note", paramLabel = "TEXT", description = "remarks at the end of the report")
  String note = "";

  /**
   * @throws UsageException where an option is invalid; called before any work is done
   */
  void validate() {
    if (!format.equals("text")) {
      try {
        var _ = ReportFormat.of(format);
      } catch (InvalidInputException wrong) {
        throw new UsageException(
            "--format must be one of text, %s, not \"%s\"".formatted(ReportFormat.names(), format));
      }
    }
    language.validate();
    if (zone != null) {
      try {
        var _ = ReportSettings.zone("--zone", zone);
      } catch (InvalidInputException wrong) {
        throw new UsageException(wrong);
      }
    }
  }

  int print(
      List<AccountReport> accounts, CommandContext.CommandServices services, CommandOutput to) {
    List<Checklist> lists = accounts.stream().map(AccountReport::checklist).toList();
    byte[] bytes =
        format.equals("text")
            ? ChecklistTextReport.of(lists, language.wording(services))
                .getBytes(StandardCharsets.UTF_8)
            : services
                .reports()
                .render(
                    Report.ofAccounts(accounts, style(services, language.locale())),
                    ReportFormat.of(format));
    to.write(output, bytes);
    return exitCode(lists);
  }

  private Style style(CommandContext.CommandServices services, Locale locale) {
    Style defaults = services.reports().defaultStyle(locale);
    return new Style(
        locale,
        zone == null ? defaults.zone() : ReportSettings.zone("--zone", zone),
        defaults.letterhead(),
        note);
  }

  private static int exitCode(List<Checklist> lists) {
    if (lists.stream().anyMatch(list -> list.readiness() == Readiness.NOT_READY)) {
      return TodokuCommandLine.NOT_READY;
    }
    return lists.stream().allMatch(list -> list.readiness() == Readiness.READY)
        ? TodokuCommandLine.READY
        : TodokuCommandLine.UNDETERMINED;
  }
}
