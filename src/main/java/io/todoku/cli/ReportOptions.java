package io.todoku.cli;

import io.todoku.checklist.Wording;
import io.todoku.locale.InvalidInputException;
import io.todoku.report.Report;
import io.todoku.report.Report.Style;
import io.todoku.report.ReportFormat;
import io.todoku.report.ReportSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for printing checklists. */
class ReportOptions {

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "text, json, csv, html, pdf, xlsx, junit, sarif or ocsf; default: ${DEFAULT-VALUE}")
  String format = "text";

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "file to write the report to, replaced if it exists; default, and -: standard output")
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
    if (!isText() && ExchangeFormat.find(format).isEmpty()) {
      try {
        var _ = ReportFormat.of(format);
      } catch (InvalidInputException wrong) {
        throw new UsageException(
            "--format must be one of text, %s, %s, not \"%s\""
                .formatted(ReportFormat.names(), ExchangeFormat.names(), format));
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

  private boolean isText() {
    return format.equals("text");
  }

  /** The text report has the notes in it; of others, they are told on standard error. */
  void print(JudgedAccounts judged, CommandContext.CommandServices services, CommandOutput to) {
    Wording wording = language.wording(services);
    if (!isText()) {
      Stream.concat(
              judged.notes(wording).stream(), ChecklistTextReport.comparisons(judged, wording))
          .forEach(StandardError::print);
    }
    to.write(output, render(judged, services, wording));
  }

  private byte[] render(
      JudgedAccounts judged, CommandContext.CommandServices services, Wording wording) {
    if (isText()) {
      return ChecklistTextReport.of(judged, wording).getBytes(StandardCharsets.UTF_8);
    }
    return ExchangeFormat.find(format)
        .map(exchange -> exchange.render(judged, wording, services.release().version()))
        .orElseGet(() ->
            services
                .reports()
                .render(
                    Report.ofAccounts(
                        judged.accounts().stream().map(JudgedAccount::toReport).toList(),
                        style(services, judged.limits(wording))),
                    ReportFormat.of(format)));
  }

  private Style style(CommandContext.CommandServices services, List<String> limits) {
    Style defaults = services.reports().defaultStyle(language.locale());
    return new Style(
        language.locale(),
        zone == null ? defaults.zone() : ReportSettings.zone("--zone", zone),
        defaults.letterhead(),
        Stream.concat(limits.stream(), Stream.of(note))
            .filter(part -> !part.isBlank())
            .collect(Collectors.joining("\n\n")));
  }
}
