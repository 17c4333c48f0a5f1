package io.todoku.report;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.checklist.Wording;
import io.todoku.locale.InvisibleCharacters;
import io.todoku.rule.Evidence;
import io.todoku.snapshot.AccountFacts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes checklists as CSV (RFC 4180, UTF-8 with a byte order mark for spreadsheets), one line for
 * each finding.
 */
@Component
class CsvReport {

  /**
   * The message keys of the column titles. The English titles, resource types, outcomes and
   * environments equal their keys, because programs read them.
   */
  private static final List<String> COLUMNS =
      List.of(
          "account",
          "name",
          "client",
          "environment",
          "readiness",
          "outcome",
          "rule",
          "title",
          "level",
          "verdict",
          "resource-type",
          "resource",
          "region",
          "address",
          "resource-name",
          "summary",
          "reason",
          "remedy",
          "waiver",
          "first-seen",
          "commands",
          "waiver-expires",
          "evidence",
          "scan",
          "scanned-at",
          "cause");

  private static final int ACCOUNT_COLUMNS = 6;

  private static final Pattern FORMULA =
      Pattern.compile("[\\t\\r\\n]|[\\s\\p{Z}\\p{C}]*[=+@|\\-＝＋＠－]");

  /** Leaves the stream open. */
  void render(Report report, Wording wording, OutputStream out) throws IOException {
    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    text.write('\uFEFF');
    CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180);
    csv.printRecord(COLUMNS.stream().map(column -> wording.of("csv." + column)).toList());
    Times times = new Times(report.style().zone(), report.style().language());
    for (Checklist list : report.checklists()) {
      if (list.nothingSends()) {
        print(csv, note(list, ChecklistView.nothingSendsText(list, wording), wording));
      }
      for (String note : RegionNotes.of(list, wording, times)) {
        print(csv, note(list, note, wording));
      }
      try {
        ChecklistView.orderedItems(list, wording)
            .map(item -> row(report, list, item, wording).map(CsvReport::escapeFormula).toList())
            .forEachOrdered(cells -> print(csv, cells));
      } catch (UncheckedIOException broken) {
        throw broken.getCause();
      }
    }
    for (AccountFacts never : report.unscanned()) {
      csv.printRecord(unscanned(never, wording).map(CsvReport::escapeFormula).toList());
    }
    csv.flush();
  }

  private static void print(CSVPrinter csv, List<String> cells) {
    try {
      csv.printRecord(cells);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<@Nullable String> unscanned(AccountFacts account, Wording wording) {
    return Stream.concat(
        Stream.of(
            account.id(),
            account.name(),
            account.client(),
            wording.of("environment." + account.environment().id()),
            wording.of("readiness.UNDETERMINED")),
        COLUMNS.stream()
            .skip(ACCOUNT_COLUMNS - 1)
            .map(column -> column.equals("summary") ? wording.of("document.never.what") : ""));
  }

  private static Stream<@Nullable String> account(Checklist list, Wording wording) {
    var account = list.account();
    return Stream.of(
        account.id(),
        account.name(),
        account.client(),
        wording.of("environment." + account.environment().id()),
        wording.of("readiness." + list.readiness()),
        wording.of("csv.outcome." + list.scan().outcome()));
  }

  /** A row about an account as a whole. */
  private static List<String> note(Checklist list, String sentence, Wording wording) {
    return Stream.concat(
            account(list, wording),
            COLUMNS.stream()
                .skip(ACCOUNT_COLUMNS)
                .map(column -> column.equals("summary") ? sentence : ""))
        .map(CsvReport::escapeFormula)
        .toList();
  }

  private static Stream<@Nullable String> row(
      Report report, Checklist list, ItemView item, Wording wording) {
    return Stream.of(
            account(list, wording),
            finding(item, wording, report.style().zone()),
            Stream.<@Nullable String>of(
                String.join("\n\n", item.commands()),
                item.waiver() == null ? null : item.waiver().expires().toString(),
                item.evidence().stream()
                    .map(evidence -> evidence(evidence, report.style().zone()))
                    .collect(Collectors.joining("\n\n")),
                list.scan().id(),
                time(list.scan().finishedAt(), report.style().zone()),
                item.cause()))
        .flatMap(cells -> cells);
  }

  /** The query, its source and time, followed by the answer, one line for each value. */
  private static String evidence(Evidence evidence, ZoneId zone) {
    return evidence.query()
        + (evidence.resolver() == null ? "" : " @" + evidence.resolver())
        + (evidence.ttl() == null ? "" : " TTL " + evidence.ttl())
        + " "
        + time(evidence.at(), zone)
        + "\n"
        + String.join("\n", evidence.answer());
  }

  private static String time(Instant at, ZoneId zone) {
    return at.atZone(zone).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }

  private static Stream<@Nullable String> finding(ItemView item, Wording wording, ZoneId zone) {
    return Stream.of(
        item.rule(),
        item.title(),
        wording.of("level." + item.level()),
        wording.of("verdict." + item.verdict()),
        wording.of("csv.kind." + item.resourceType()),
        item.resourceId(),
        item.region(),
        item.address(),
        item.name(),
        item.summary(),
        item.reason(),
        String.join("\n", item.steps()),
        item.waiver() == null ? null : item.waiver().reason() + " – " + item.waiver().author(),
        time(item.firstSeen(), zone));
  }

  /**
   * Puts an apostrophe before a cell that a spreadsheet might take for a formula, also where blanks
   * or invisible characters precede the sign or the sign is full-width.
   */
  static String escapeFormula(@Nullable String cell) {
    if (cell == null) {
      return "";
    }
    return FORMULA.matcher(cell).lookingAt()
        ? "'" + InvisibleCharacters.escape(cell)
        : InvisibleCharacters.escape(cell);
  }
}
