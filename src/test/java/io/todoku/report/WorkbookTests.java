package io.todoku.report;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.todoku.account.Waiver;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistMaker;
import io.todoku.checklist.Wording;
import io.todoku.history.FindingChange;
import io.todoku.report.ParsedWorkbook.WorkbookCell;
import io.todoku.report.Report.AccountReport;
import io.todoku.report.Report.ReportComparison;
import io.todoku.report.Report.Style;
import io.todoku.rule.Resource;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.CollectionOutcome;
import io.todoku.snapshot.SnapshotBuilder;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.MessageSource;

/** The cells of a workbook, and JSON against its schema. */
@SpringBootTest(
    classes = ReportRendererTests.ReportTestConfiguration.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
class WorkbookTests {

  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  @TempDir Path folder;
  @Autowired ReportRenderer reports;
  @Autowired ChecklistMaker maker;
  @Autowired MessageSource messages;

  private Checklist list() {
    return maker.make(
        aSnapshot()
            .withElasticIp("192.0.2.7", Map.of("Name", "=1+1", "todoku:mail", "yes"))
            .ptr("192.0.2.7", "mail.example.com")
            .dns("mail.example.com", "A", "192.0.2.9")
            .withSender("192.0.2.8")
            .withDomain("example.com")
            .withAttestation(
                Attestation.AttestationState.GRANTED,
                LocalDate.of(2026, 1, 2),
                LocalDate.of(2026, 3, 4))
            .build(),
        List.of(
            new Waiver(
                "1",
                "ptr-exists",
                "192.0.2.8",
                "moves",
                "mika",
                SnapshotBuilder.NOW,
                LocalDate.of(2999, 1, 1))));
  }

  private ParsedWorkbook read(Report report) throws Exception {
    return ParsedWorkbook.of(reports.render(report, ReportFormat.XLSX), folder);
  }

  private static Report english(AccountReport... parts) {
    return new Report(List.of(parts), List.of(), true, Style.plain(Locale.ENGLISH, TOKYO));
  }

  /** Writes rows as a table with the header {@code a}, {@code b}. */
  private ParsedWorkbook table(int mostRows, Stream<List<Object>> rows) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook book = new Workbook(out, "Todoku", null)) {
      new SheetWriter(book, TOKYO, new Wording(messages, Locale.ENGLISH), mostRows)
          .table("t", List.of("a", "b"), rows.map(row -> row));
    }
    return ParsedWorkbook.of(out.toByteArray(), folder);
  }

  @Test
  void everyFindingIsListedOnceWithASignAndAColour() throws Exception {
    Checklist list = list();
    ParsedWorkbook book = read(english(AccountReport.of(list)));
    List<Map<String, WorkbookCell>> rows = book.rows("Checklist");

    assertThat(rows.stream().skip(1).map(r -> r.get("Q").value() + " " + r.get("G").value()))
        .containsExactlyInAnyOrderElementsOf(
            list.items().stream()
                .map(i -> i.finding().rule() + " " + i.finding().resource().id())
                .toList());
    assertThat(rows)
        .anySatisfy(row -> {
          assertThat(row.get("B").value()).isEqualTo("× fail");
          assertThat(book.colour(row.get("B").style())).endsWith("F6CFCB");
          assertThat(row.get("J"))
              .extracting(WorkbookCell::type, WorkbookCell::value)
              .containsExactly("inlineStr", "=1+1");
        });
  }

  @Test
  void attestationsHaveDatesAndWhetherTheyAreInForce() throws Exception {
    ParsedWorkbook book = read(english(AccountReport.of(list())));
    Map<String, WorkbookCell> attestation = book.rows("Attestations").get(1);

    assertThat(attestation.get("E").type()).isEqualTo("n");
    assertThat(book.format(attestation.get("E").style())).isEqualTo("yyyy-mm-dd");
    assertThat(
            LocalDate.of(1899, 12, 30)
                .plusDays((long) Double.parseDouble(attestation.get("E").value())))
        .isEqualTo("2026-01-02");
    assertThat(attestation.get("K"))
        .extracting(WorkbookCell::type, WorkbookCell::value)
        .containsExactly("b", "0");
  }

  @Test
  void cellsAreTypedAndTimesAreInTheZoneOfTheReport() throws Exception {
    Instant at = Instant.parse("2026-11-18T18:30:00Z");
    ParsedWorkbook book = table(100, Stream.of(List.of(at, 42), List.of(true, LocalDate.MIN)));
    List<Map<String, WorkbookCell>> rows = book.rows("t");

    double days = Double.parseDouble(rows.get(1).get("A").value());
    assertThat(LocalDateTime.of(1899, 12, 30, 0, 0).plusMinutes(Math.round(days * 24 * 60)))
        .isEqualTo("2026-11-19T03:30");
    assertThat(book.format(rows.get(1).get("A").style())).isEqualTo("yyyy-mm-dd hh:mm");
    assertThat(rows.get(1).get("B"))
        .extracting(WorkbookCell::type, WorkbookCell::value)
        .containsExactly("n", "42");
    assertThat(rows.get(2).get("A"))
        .extracting(WorkbookCell::type, WorkbookCell::value)
        .containsExactly("b", "1");
    assertThat(rows.get(2).get("B").type()).as("before Excel's calendar").isEqualTo("inlineStr");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@x", "<script>", "  blanks  ", "💌", "本番"})
  void textIsWrittenUnchanged(String text) throws Exception {
    WorkbookCell cell = table(100, Stream.of(List.of(text))).rows("t").get(1).get("A");

    assertThat(cell.type()).isIn("inlineStr", "s");
    assertThat(cell.value()).isEqualTo(text);
  }

  @Test
  void excelEscapeSequencesInTextAreKeptLiterally() throws Exception {
    List<Map<String, WorkbookCell>> rows =
        table(100, Stream.of(List.of("_x000D_ _x000D"), List.of("a\u0007\ud800\u202e"))).rows("t");

    assertThat(rows.get(1).get("A").value()).isEqualTo("_x005F_x000D_ _x000D");
    assertThat(rows.get(2).get("A").value()).isEqualTo("a[U+0007][U+D800][U+202E]");
  }

  @Test
  void aCutTextStatesWhereTheWholeTextIs() throws Exception {
    String cell =
        table(100, Stream.of(List.of("😀".repeat(20_000)))).rows("t").get(1).get("A").value();

    assertThat(cell.length()).isBetween(SheetCells.MAX_CELL_LENGTH - 1, SheetCells.MAX_CELL_LENGTH);
    assertThat(cell)
        .endsWith("😀 [truncated: 40,000 characters in all; the JSON format has the whole text]");
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 1000})
  void rowsOverTheLimitAreCounted(int most) throws Exception {
    var all = IntStream.rangeClosed(1, most + 5).mapToObj(i -> List.<Object>of("row " + i, i));
    List<Map<String, WorkbookCell>> rows = table(most, all).rows("t");

    assertThat(rows).hasSize(most);
    assertThat(rows.get(most - 2).get("A").value()).isEqualTo("row " + (most - 2));
    assertThat(rows.getLast().get("A").value()).startsWith("[truncated: 7 more rows");
    var fitting = IntStream.rangeClosed(1, most - 1).mapToObj(i -> List.<Object>of("row " + i, i));
    assertThat(table(most, fitting).rows("t").getLast().get("A").value())
        .isEqualTo("row " + (most - 1));
  }

  @Test
  void columnWidthsFitTheContentUpToALimit() throws Exception {
    ParsedWorkbook book = table(100, Stream.of(List.of("メールサーバー", "x".repeat(500))));

    assertThat(ParsedWorkbook.all(book.sheet("t"), "col"))
        .extracting(col -> (int) Double.parseDouble(col.getAttribute("width")))
        .containsExactly(15, 60);
    assertThat(ParsedWorkbook.all(book.sheet("t"), "pane").getFirst().getAttribute("ySplit"))
        .isEqualTo("1");
    assertThat(ParsedWorkbook.all(book.sheet("t"), "autoFilter").getFirst().getAttribute("ref"))
        .isEqualTo("A1:B2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ja"})
  void incompleteAccountsAreListedAtTheTop(String language) throws Exception {
    Checklist whole = list();
    var scan = whole.scan();
    Checklist failed =
        new Checklist(
            whole.account(),
            new Checklist.ScanFacts(
                scan.id(),
                scan.startedAt(),
                scan.finishedAt(),
                CollectionOutcome.FAILED,
                null,
                null),
            whole.readiness(),
            whole.coverage(),
            whole.items(),
            whole.senders(),
            whole.addressSearch(),
            whole.gaps(),
            whole.causes(),
            whole.attestations());
    Locale locale = Locale.forLanguageTag(language);
    ParsedWorkbook book =
        read(
            new Report(
                List.of(AccountReport.of(whole), AccountReport.of(failed)),
                List.of(),
                true,
                Style.plain(locale, TOKYO)));
    Wording wording = new Wording(messages, locale);
    List<Map<String, WorkbookCell>> rows = book.rows(wording.of("sheet.summary"));
    List<String> names = rows.stream().map(r -> r.get("A").value()).toList();

    int notice = names.indexOf(wording.of("sheet.notice"));
    assertThat(notice).isBetween(0, names.indexOf(wording.of("document.account")) - 1);
    assertThat(rows.get(notice).get("B").value()).endsWith(wording.of("document.outcome.FAILED"));
    assertThat(rows.get(names.indexOf(wording.of("document.count.fix"))).get("B").type())
        .isEqualTo("n");
    assertThat(book.names()).allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(31));
  }

  @Test
  void changesHaveASheet() throws Exception {
    FindingChange fixed =
        new FindingChange(
            FindingChange.ChangeKind.FIXED,
            "ptr-exists",
            new Resource(Resource.Type.ELASTIC_IP, "eipalloc-9", null, "192.0.2.10", null),
            Verdict.FAIL,
            null,
            null);
    ParsedWorkbook book =
        read(
            english(
                new AccountReport(
                    list(), List.of(), new ReportComparison(SnapshotBuilder.NOW, List.of(fixed)))));

    assertThat(book.rows("Changes").get(1).values().stream().map(WorkbookCell::value))
        .contains("fixed", "192.0.2.10 · eipalloc-9", "× fail", "gone", "ptr-exists");
    assertThat(read(english(AccountReport.of(list()))).names()).doesNotContain("Changes");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void jsonConformsToItsSchema(boolean together) throws Exception {
    Checklist list = list();
    List<AccountReport> parts =
        together
            ? Arrays.asList(AccountReport.of(list), AccountReport.of(list))
            : List.of(AccountReport.of(list));
    String json =
        new String(
            reports.render(
                new Report(parts, List.of(), together, Style.plain(Locale.JAPANESE, TOKYO)),
                ReportFormat.JSON),
            StandardCharsets.UTF_8);

    try (InputStream schema = getClass().getResourceAsStream("/schemas/checklist.schema.json")) {
      var checked =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
      assertThat(checked.validate(json, InputFormat.JSON)).isEmpty();
      assertThat(checked.validate(json.replace("\"verdict\"", "\"word\""), InputFormat.JSON))
          .isNotEmpty();
    }
  }
}
