package io.todoku.report;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.checklist.Wording;
import io.todoku.report.Report.Part;
import io.todoku.report.SheetWriter.Mark;
import io.todoku.rule.Evidence;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Attestation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** What stands in which sheet of a report's workbook. */
final class ReportSheets {

  private final Report report;
  private final Wording wording;
  private final Times times;
  private final SheetWriter sheets;
  private final Release release;

  ReportSheets(Report report, Workbook book, MessageSource messages, Release release) {
    this.report = report;
    this.wording = new Wording(messages, report.style().language());
    this.release = release;
    this.times = new Times(report.style().zone(), report.style().language());
    this.sheets = new SheetWriter(book, report.style().zone());
  }

  void write() throws IOException {
    sheets.facts(name("summary"), summary());
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
            "rule"),
        items().map(this::finding));
    sheets.table(
        name("unchecked"),
        titles("account", "check", "about", "why", "rule"),
        Stream.concat(
            items().filter(i -> i.item.verdict().equals(Verdict.UNKNOWN.name())).map(this::unknown),
            views()
                .flatMap(v ->
                    v.view.otherGaps().stream()
                        .map(gap -> cells(v.account(), null, null, gap, null)))));
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
            "until"),
        report.lists().stream().flatMap(list -> list.said().stream().map(a -> said(list, a))));
    sheets.table(
        name("evidence"),
        titles("account", "check", "about", "source", "query", "answer", "resolver", "ttl", "at"),
        items().flatMap(i -> i.item.evidence().stream().map(e -> evidence(i, e))));
    sheets.table(
        name("rules"),
        titles("check", "level", "area", "rule"),
        report.lists().stream()
            .flatMap(list -> list.items().stream())
            .map(Checklist.Item::rule)
            .distinct()
            .map(this::rule));
  }

  private record Seen(Part part, ChecklistView view) {
    String account() {
      return part.list().account().name() + " (" + part.list().account().id() + ")";
    }
  }

  private record Row(Seen seen, ItemView item) {}

  private Stream<Seen> views() {
    return report.parts().stream()
        .map(part -> new Seen(part, ChecklistView.of(part.list(), wording)));
  }

  private Stream<Row> items() {
    return views()
        .flatMap(seen ->
            seen.view.sections().stream()
                .flatMap(section -> section.items().stream().map(item -> new Row(seen, item))));
  }

  private List<List<@Nullable Object>> summary() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    rows.add(cells(wording.of("report.heading")));
    if (!report.style().letterhead().company().isBlank()) {
      rows.add(cells(wording.of("sheet.company"), report.style().letterhead().company()));
    }
    rows.add(
        cells(
            wording.of("document.version"),
            wording.of("document.version.is", release.version(), release.catalogue())));
    report
        .unscanned()
        .forEach(a ->
            rows.add(cells(a.name() + " (" + a.id() + ")", wording.of("document.never.what"))));
    for (Part part : report.parts()) {
      rows.add(cells());
      part(part, rows);
    }
    if (!report.style().note().isBlank()) {
      rows.add(cells());
      rows.add(cells(wording.of("document.note"), report.style().note()));
    }
    return rows;
  }

  private void part(Part part, List<List<@Nullable Object>> rows) {
    Checklist list = part.list();
    ChecklistView view = ChecklistView.of(list, wording);
    rows.add(cells(wording.of("document.account"), list.account().name()));
    rows.add(cells(wording.of("sheet.id"), list.account().id()));
    rows.add(cells(wording.of("sheet.client"), list.account().client()));
    if (list.scan().outcome() != io.todoku.snapshot.Outcome.COMPLETE) {
      rows.add(
          cells(
              wording.of("sheet.notice"), wording.of("document.outcome." + list.scan().outcome())));
    }
    rows.add(cells(wording.of("document.date"), list.scan().finishedAt()));
    rows.add(cells(wording.of("document.zone"), times.zoneAt(list.scan().finishedAt())));
    rows.add(cells(wording.of("sheet.scan"), list.scan().id()));
    rows.add(cells(wording.of("document.readiness"), wording.of("readiness." + list.readiness())));
    rows.add(cells(wording.of("document.count.fix"), view.counts().toFix()));
    rows.add(cells(wording.of("document.count.ask"), view.counts().toAsk()));
    rows.add(cells(wording.of("document.count.unchecked"), view.counts().unchecked()));
    rows.add(cells(wording.of("document.count.warnings"), view.counts().warnings()));
    rows.add(cells(wording.of("document.count.waived"), view.counts().waived()));
    rows.add(
        cells(
            wording.of("document.count.known"),
            view.counts().known() + " / " + view.counts().all()));
    if (part.since() != null) {
      rows.add(
          cells(
              wording.of("document.since", times.of(part.since().scannedAt())),
              changes(part.since())));
    }
  }

  private String changes(Report.Comparison since) {
    if (since.changes() == null) {
      return wording.of("document.since.lost");
    }
    if (since.changes().isEmpty()) {
      return wording.of("document.since.none");
    }
    List<String> lines =
        since.changes().stream()
            .sorted((one, other) -> one.kind().compareTo(other.kind()))
            .map(c ->
                wording.of("document.change.one." + c.kind())
                    + ": "
                    + wording.of("rule." + c.rule() + ".title")
                    + " · "
                    + c.resource().label())
            .toList();
    return String.join("\n", lines);
  }

  private List<@Nullable Object> finding(Row row) {
    ItemView item = row.item;
    return cells(
        row.seen.account(),
        mark(item),
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
        item.rule());
  }

  private Mark mark(ItemView item) {
    String colour =
        switch (Verdict.valueOf(item.verdict())) {
          case FAIL -> "F6CFCB";
          case WARN -> "F7E3B8";
          case UNKNOWN -> "DED8F2";
          case PASS -> "CFE8D7";
          case NOT_APPLICABLE -> "ECEFEE";
        };
    return new Mark(
        new VerdictSigns().of(item.verdict()) + " " + wording.of("verdict." + item.verdict()),
        colour);
  }

  private List<@Nullable Object> unknown(Row row) {
    return cells(
        row.seen.account(),
        row.item.title(),
        row.item.where(),
        row.item.reason() == null ? row.item.summary() : row.item.reason(),
        row.item.rule());
  }

  private List<@Nullable Object> waiver(Row row) {
    var waiver = row.item.waiver();
    return waiver == null
        ? cells()
        : cells(
            row.seen.account(),
            row.item.title(),
            row.item.where(),
            waiver.reason(),
            waiver.author(),
            waiver.expires(),
            row.item.rule());
  }

  private List<@Nullable Object> said(Checklist list, Attestation said) {
    return cells(
        list.account().name() + " (" + list.account().id() + ")",
        wording.of("rule." + said.rule() + ".title"),
        said.region() == null ? list.account().id() : said.region(),
        wording.of("document.word." + said.state()),
        said.date(),
        said.by(),
        said.caseId(),
        said.note(),
        said.recordedAt(),
        said.expires());
  }

  private List<@Nullable Object> evidence(Row row, Evidence evidence) {
    return cells(
        row.seen.account(),
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
        wording.of("rule." + rule.id() + ".title"),
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

  private static List<@Nullable Object> cells(@Nullable Object... cells) {
    return Arrays.asList(cells);
  }
}
