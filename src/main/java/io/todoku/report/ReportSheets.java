package io.todoku.report;

import io.todoku.checklist.CauseView;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.checklist.Wording;
import io.todoku.history.FindingChange;
import io.todoku.report.Report.AccountReport;
import io.todoku.report.SheetCells.ColouredCell;
import io.todoku.rule.Evidence;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Attestation;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Defines the tables of a report's workbook and their rows. */
final class ReportSheets {

  private final Report report;
  private final Release release;
  private final Wording wording;
  private final SheetWriter sheets;
  private final VerdictSigns signs = new VerdictSigns();

  ReportSheets(Report report, Workbook book, MessageSource messages, Release release) {
    this.report = report;
    this.release = release;
    this.wording = new Wording(messages, report.style().language()).forClient();
    this.sheets = new SheetWriter(book, report.style().zone(), wording);
  }

  void write() throws IOException {
    sheets.keyValues(name("summary"), WorkbookSummary.of(report, release, wording));
    sheets.table(
        name("checklist"),
        titles(
            "account",
            "verdict",
            "area",
            "check",
            "level",
            "kind",
            "resource",
            "address",
            "region",
            "name",
            "finding",
            "why",
            "remedy",
            "commands",
            "waiver",
            "since",
            "rule",
            "cause"),
        items().map(this::finding));
    sheets.table(
        name("unchecked"),
        titles("account", "why", "about", "details", "remedy", "commands", "hides", "cause"),
        causes());
    sheets.table(
        name("waivers"),
        titles("account", "check", "about", "reason", "author", "until", "rule"),
        items().filter(i -> i.item.waiver() != null).map(this::waiver));
    sheets.table(
        name("said"),
        titles(
            "account",
            "check",
            "about",
            "word",
            "date",
            "author",
            "case",
            "note",
            "recorded",
            "until",
            "in-force"),
        report.checklists().stream()
            .flatMap(list -> list.attestations().stream().map(a -> attestation(list, a))));
    if (report.accounts().stream().anyMatch(ReportSheets::hasChanges)) {
      sheets.table(
          name("changes"),
          titles("account", "change", "check", "about", "before", "after", "finding", "rule"),
          report.accounts().stream().filter(ReportSheets::hasChanges).flatMap(this::changes));
    }
    sheets.table(
        name("evidence"),
        titles("account", "check", "about", "source", "query", "answer", "resolver", "ttl", "at"),
        items().flatMap(i -> i.item.evidence().stream().map(e -> evidence(i, e))));
    sheets.table(
        name("rules"),
        titles("check", "level", "area", "rule"),
        report.checklists().stream()
            .flatMap(list -> list.items().stream())
            .map(Checklist.Item::rule)
            .distinct()
            .map(this::rule));
  }

  private record FindingRow(Checklist list, ItemView item) {
    String account() {
      return ReportSheets.account(list);
    }
  }

  private Stream<FindingRow> items() {
    return report.checklists().stream()
        .flatMap(list ->
            ChecklistView.orderedItems(list, wording).map(item -> new FindingRow(list, item)));
  }

  private Stream<List<@Nullable Object>> causes() {
    return report.checklists().stream()
        .flatMap(list ->
            list.causes().stream()
                .map(cause ->
                    cause(
                        list,
                        cause.subjects(),
                        CauseView.of(cause, list.account().id(), wording.about(list)))));
  }

  private List<@Nullable Object> cause(Checklist list, List<String> subjects, CauseView cause) {
    return cells(
        account(list),
        cause.sentence(),
        String.join("\n", subjects),
        String.join("\n", cause.details()),
        String.join("\n", cause.remedy().steps()),
        String.join("\n\n", cause.remedy().commands()),
        cause.hides(),
        cause.id());
  }

  private List<@Nullable Object> finding(FindingRow row) {
    ItemView item = row.item;
    return cells(
        row.account(),
        verdictCell(Verdict.valueOf(item.verdict())),
        wording.of("area." + item.area()),
        item.title(),
        wording.of("level." + item.level()),
        wording.of("resource." + item.resourceType()),
        item.resourceId(),
        item.address(),
        item.region(),
        item.name(),
        item.summary(),
        item.reason(),
        String.join("\n", item.steps()),
        String.join("\n\n", item.commands()),
        item.waiver() == null ? null : item.waiver().reason(),
        item.firstSeen(),
        item.rule(),
        item.cause());
  }

  /** Shows a verdict by text, sign and colour, never by colour alone. */
  private ColouredCell verdictCell(Verdict verdict) {
    String colour =
        switch (verdict) {
          case FAIL -> "F6CFCB";
          case WARN -> "F7E3B8";
          case UNKNOWN -> "DED8F2";
          case PASS -> "CFE8D7";
          case NOT_APPLICABLE -> "ECEFEE";
        };
    return new ColouredCell(
        signs.of(verdict.name()) + " " + wording.of("verdict." + verdict), colour);
  }

  private List<@Nullable Object> waiver(FindingRow row) {
    var waiver = row.item.waiver();
    return waiver == null
        ? cells()
        : cells(
            row.account(),
            row.item.title(),
            row.item.where(),
            waiver.reason(),
            waiver.author(),
            waiver.expires(),
            row.item.rule());
  }

  private List<@Nullable Object> attestation(Checklist list, Attestation attestation) {
    return cells(
        account(list),
        wording.ruleTitle(attestation.rule()),
        attestation.region() == null ? list.account().id() : attestation.region(),
        wording.of("document.word." + attestation.state()),
        attestation.date(),
        attestation.by(),
        attestation.caseId(),
        attestation.note(),
        attestation.recordedAt(),
        attestation.expires(),
        attestation.inForce(LocalDate.ofInstant(list.scan().finishedAt(), ZoneOffset.UTC)));
  }

  /** Whether anything changed since the earlier report. */
  private static boolean hasChanges(AccountReport part) {
    return part.comparison() != null
        && part.comparison().changes() != null
        && !part.comparison().changes().isEmpty();
  }

  private Stream<List<@Nullable Object>> changes(AccountReport part) {
    return part.comparison() == null || part.comparison().changes() == null
        ? Stream.of()
        : part.comparison().changes().stream()
            .sorted(Comparator.comparing(FindingChange::kind))
            .map(change -> change(part.checklist(), change));
  }

  private List<@Nullable Object> change(Checklist list, FindingChange change) {
    return cells(
        account(list),
        wording.of("document.change.one." + change.kind()),
        wording.ruleTitle(change.rule()),
        change.resource().label(),
        change.before() == null ? wording.of("sheet.absent") : verdictCell(change.before()),
        change.after() == null ? wording.of("sheet.gone") : verdictCell(change.after()),
        change.summary() == null ? null : wording.of(change.summary()),
        change.rule());
  }

  private List<@Nullable Object> evidence(FindingRow row, Evidence evidence) {
    return cells(
        row.account(),
        row.item.title(),
        row.item.where(),
        wording.of("source." + evidence.source()),
        evidence.query(),
        String.join("\n", evidence.answer()),
        evidence.resolver(),
        evidence.ttl(),
        evidence.at());
  }

  private List<@Nullable Object> rule(RuleInfo rule) {
    return cells(
        wording.ruleTitle(rule.id()),
        wording.of("level." + rule.level()),
        wording.of("area." + rule.area().id()),
        rule.id());
  }

  private String name(String sheet) {
    return wording.of("sheet." + sheet);
  }

  private List<String> titles(String... keys) {
    return Arrays.stream(keys).map(key -> wording.of("sheet.column." + key)).toList();
  }

  private static String account(Checklist list) {
    return list.account().name() + " (" + list.account().id() + ")";
  }

  private static List<@Nullable Object> cells(@Nullable Object... cells) {
    return Arrays.asList(cells);
  }
}
