package io.todoku.report;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotCopy.copyOf;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.todoku.account.Waiver;
import io.todoku.checklist.CauseView;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistMaker;
import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.checklist.LandingZone;
import io.todoku.checklist.Wording;
import io.todoku.history.TrendPoint;
import io.todoku.history.TrendPoint.VerdictCounts;
import io.todoku.report.Report.AccountReport;
import io.todoku.report.Report.ReportComparison;
import io.todoku.report.Report.Style;
import io.todoku.rule.RuleInfo;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionAvailability;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.MessageSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Every format is read back and compared with the checklist that it was made from. */
@SpringBootTest(
    classes = ReportRendererTests.ReportTestConfiguration.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ReportContentTests {

  private static final String HOSTILE =
      "=cmd|'/c calc'!A1 <script>alert(1)</script> \u202eevil \ud83d\udce7 \ud800 "
          + "x".repeat(63)
          + "."
          + "y".repeat(63);
  private static final Instant EARLIER = Instant.parse("2026-10-01T00:00:00Z");

  @TempDir Path dir;
  @Autowired ReportRenderer reports;
  @Autowired ChecklistMaker maker;
  @Autowired MessageSource messages;

  private Checklist list() {
    SnapshotBuilder builder =
        aSnapshot()
            .withElasticIp("192.0.2.7", Map.of("Name", HOSTILE, "todoku:mail", "yes"))
            .ptr("192.0.2.7", "mail.example.com")
            .dns("mail.example.com", "A", "192.0.2.9")
            .withSender("192.0.2.8")
            .withDomain("example.com");
    return maker.make(
        builder.build(),
        List.of(
            new Waiver(
                "1",
                "ptr-exists",
                "192.0.2.8",
                "moves in March",
                "mika",
                EARLIER,
                LocalDate.of(2999, 1, 1))));
  }

  private Report report(Checklist list, String language) {
    TrendPoint before =
        new TrendPoint(
            EARLIER, Map.of(io.todoku.rule.RuleInfo.Area.ADDRESSES, new VerdictCounts(1, 0, 2, 3)));
    TrendPoint now =
        new TrendPoint(
            list.scan().finishedAt(),
            Map.of(io.todoku.rule.RuleInfo.Area.ADDRESSES, new VerdictCounts(4, 0, 1, 1)));
    return new Report(
        List.of(
            new AccountReport(
                list, List.of(before, now), new ReportComparison(EARLIER, List.of()))),
        List.of(),
        false,
        new Style(
            Locale.forLanguageTag(language),
            ZoneId.of("Asia/Tokyo"),
            new Letterhead("渚コンサルティング", null),
            "よろしくお願いいたします。"));
  }

  private List<ItemView> items(Checklist list, String language) {
    return ChecklistView.of(list, new Wording(messages, Locale.forLanguageTag(language)))
        .sections()
        .stream()
        .flatMap(section -> section.items().stream())
        .toList();
  }

  private List<CauseView> causes(Checklist list, String language) {
    return CauseView.of(list, new Wording(messages, Locale.forLanguageTag(language)));
  }

  /** The text without blanks, because lines may break anywhere. */
  private static String joined(String text) {
    return text.replaceAll("\\s+", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ja"})
  void aPdfHasTheContentOfTheChecklistAsExtractableText(String language) throws Exception {
    Checklist list = list();
    byte[] bytes = reports.render(report(list, language), ReportFormat.PDF);
    try (PDDocument pdf = Loader.loadPDF(bytes)) {
      String text = joined(new PDFTextStripper().getText(pdf));
      for (ItemView item : items(list, language)) {
        assertThat(text).contains(joined(item.title()));
        if (!item.hidden()) {
          if (!item.hidden()) {
            assertThat(text).contains(joined(InvisibleCharacters.escape(item.summary())));
          }
        }
      }
      assertThat(text)
          .contains("192.0.2.9", "movesinMarch", "渚コンサルティング", "よろしくお願いいたします。")
          .contains("[U+202E]", "[U+1F4E7]", "[U+D800]", "y".repeat(63));
      assertThat(fonts(pdf))
          .isNotEmpty()
          .allSatisfy(font -> {
            assertThat(font.isEmbedded()).as(font.getName()).isTrue();
            assertThat(font.getName()).matches("[A-Z]{6}\\+(NotoSansJP-.*|DejaVuSansMono)");
          });
      assertThat(pdf.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
      assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
      assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo(language);
      assertThat(text).contains("1/" + pdf.getNumberOfPages());
      assertThat(bookmarks(pdf)).hasSizeGreaterThanOrEqualTo(4);
    }
  }

  private static List<PDFont> fonts(PDDocument pdf) throws IOException {
    List<PDFont> fonts = new ArrayList<>();
    for (PDPage page : pdf.getPages()) {
      for (var name : page.getResources().getFontNames()) {
        fonts.add(page.getResources().getFont(name));
      }
    }
    return fonts;
  }

  private static List<String> bookmarks(PDDocument pdf) {
    List<String> names = new ArrayList<>();
    for (PDOutlineItem item : pdf.getDocumentCatalog().getDocumentOutline().children()) {
      names.add(item.getTitle());
    }
    return names;
  }

  @Test
  void aWorkbookHasEveryFindingOnceWithTypedCells() throws Exception {
    Checklist list = list();
    Path file =
        Files.write(
            dir.resolve("report.xlsx"), reports.render(report(list, "ja"), ReportFormat.XLSX));
    try (ZipFile book = new ZipFile(file.toFile())) {
      Document sheet = xml(book, "xl/worksheets/sheet2.xml");
      List<Element> rows = elements(sheet, "row");
      List<ItemView> items = items(list, "ja");
      assertThat(rows).hasSize(items.size() + 1);
      for (int i = 0; i < items.size(); i++) {
        assertThat(cell(rows.get(i + 1), "K"))
            .isEqualTo(InvisibleCharacters.escape(items.get(i).summary()));
        assertThat(cell(rows.get(i + 1), "Q")).isEqualTo(items.get(i).rule());
        if (items.get(i).cause() != null) {
          assertThat(cell(rows.get(i + 1), "R")).isEqualTo(items.get(i).cause());
        }
        assertThat(element(rows.get(i + 1), "P").getAttribute("t"))
            .as("a time is a number")
            .isIn("", "n");
      }
      assertThat(elements(sheet, "pane").getFirst().getAttribute("state")).isEqualTo("frozen");
      assertThat(elements(sheet, "autoFilter").getFirst().getAttribute("ref"))
          .isEqualTo("A1:R" + rows.size());
      assertThat(elements(sheet, "f")).as("no formula").isEmpty();
      assertThat(elements(sheet, "col").getFirst().getAttribute("width"))
          .satisfies(width -> assertThat(Double.parseDouble(width)).isBetween(9.0, 61.0));
      assertThat(sheet.getDocumentElement().getTextContent())
          .contains("=cmd|", "<script>alert(1)</script>", "[U+202E]", "[U+D800]");
      assertThat(elements(xml(book, "xl/worksheets/sheet4.xml"), "row")).hasSize(2);
    }
  }

  private static Document xml(ZipFile book, String entry) throws Exception {
    try (var in = book.getInputStream(book.getEntry(entry))) {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
    }
  }

  private static List<Element> elements(Document document, String name) {
    List<Element> all = new ArrayList<>();
    NodeList nodes = document.getElementsByTagName(name);
    for (int i = 0; i < nodes.getLength(); i++) {
      all.add((Element) nodes.item(i));
    }
    return all;
  }

  private static Element element(Element row, String column) {
    NodeList cells = row.getElementsByTagName("c");
    for (int i = 0; i < cells.getLength(); i++) {
      Element cell = (Element) cells.item(i);
      if (cell.getAttribute("r").replaceAll("\\d", "").equals(column)) {
        return cell;
      }
    }
    throw new AssertionError("no column " + column);
  }

  private static String cell(Element row, String column) {
    return element(row, column).getTextContent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ja"})
  void htmlIsWellFormedSelfContainedAndComplete(String language) throws Exception {
    Checklist list = list();
    byte[] bytes = reports.render(report(list, language), ReportFormat.HTML);
    String html = new String(bytes, StandardCharsets.UTF_8);
    Document parsed =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    html.replace("<!DOCTYPE html>", "").getBytes(StandardCharsets.UTF_8)));
    String text = joined(parsed.getDocumentElement().getTextContent());

    for (ItemView item : items(list, language)) {
      if (!item.hidden()) {
        assertThat(text).contains(joined(InvisibleCharacters.escape(item.summary())));
        item.evidence()
            .forEach(e -> assertThat(text).contains(joined(InvisibleCharacters.escape(e.query()))));
      }
    }
    for (CauseView cause : hidingCauses(list, language)) {
      assertThat(text)
          .contains(
              joined(cause.sentence()),
              joined(cause.remedy().options().getFirst().change().steps().getFirst()));
    }
    assertThat(text).contains("movesinMarch", "よろしくお願いいたします。", "<script>alert(1)</script>");
    assertThat(elements(parsed, "script")).isEmpty();
    assertThat(elements(parsed, "svg")).hasSizeGreaterThan(1);
    assertThat(html).doesNotContain("??", "src=\"http", "\u202e");
    for (Element link : elements(parsed, "a")) {
      if (link.getAttribute("href").startsWith("#")) {
        assertThat(html).contains("id=\"" + link.getAttribute("href").substring(1) + "\"");
      }
    }
  }

  /** What is fine, what does not apply, and of how many findings that are known. */
  @Test
  void whatIsFineIsATableOfCountsByArea() {
    Checklist list = list();
    String html =
        new String(reports.render(report(list, "en"), ReportFormat.HTML), StandardCharsets.UTF_8);

    for (RuleInfo.Area area : RuleInfo.Area.values()) {
      List<ItemView> known =
          items(list, "en").stream()
              .filter(item -> item.area().equals(area.id()))
              .filter(item -> !item.verdict().equals("UNKNOWN"))
              .toList();
      String row =
          "<tr><td>%s</td><td class=\"n\" data-label=\"Fine\">%d</td><td class=\"n\" data-label=\"Not applicable\">%d</td><td class=\"n\" data-label=\"Checked\">%d</td></tr>"
              .formatted(
                  messages.getMessage("area." + area.id(), null, Locale.ENGLISH),
                  known.stream().filter(item -> item.verdict().equals("PASS")).count(),
                  known.stream().filter(item -> item.verdict().equals("NOT_APPLICABLE")).count(),
                  known.size());
      if (known.isEmpty()) {
        assertThat(html).doesNotContain("id=\"part-1-" + area.id() + "\"");
      } else {
        assertThat(html).containsOnlyOnce(row);
      }
    }
    assertThat(html).contains("<h3 id=\"part-1-fine\">What is fine</h3>", "href=\"#fine-1\"");
  }

  @Test
  void aCauseNamesTheEvidenceOfWhatItHidesWhichStandsOnceInTheAppendix() {
    Checklist list =
        maker.make(
            aSnapshot()
                .openToTheWorld(25)
                .withSender("192.0.2.7")
                .withSender("192.0.2.8")
                .serverUnknown("192.0.2.7", ReasonKind.TIMEOUT)
                .serverUnknown("192.0.2.8", ReasonKind.TIMEOUT)
                .denied("ec2:DescribeAddressesAttribute")
                .build(),
            List.of());
    ChecklistView view = ChecklistView.of(list, new Wording(messages, Locale.ENGLISH));
    EvidenceRegister register = EvidenceRegister.of(view);

    String html =
        new String(reports.render(report(list, "en"), ReportFormat.HTML), StandardCharsets.UTF_8);

    assertThat(causes(list, "en")).extracting(CauseView::id).contains("timeout-mail-servers");
    for (CauseView cause : hidingCauses(list, "en")) {
      List<ItemView> hidden =
          items(list, "en").stream()
              .filter(item -> item.hidden() && cause.id().equals(item.cause()))
              .toList();
      boolean evidence = hidden.stream().anyMatch(item -> !item.evidence().isEmpty());
      String section = findingOf(html, cause.sentence());
      if (evidence) {
        assertThat(section)
            .contains("href=\"#e-1-" + register.firstOf(hidden) + "\"")
            .contains(">Evidence " + register.numbersOf(hidden) + "<");
        assertThat(html).containsOnlyOnce("id=\"e-1-" + register.firstOf(hidden) + "\"");
      } else {
        assertThat(section).doesNotContain("#e-1-");
      }
    }
    assertThat(register.numbersOf(items(list, "en"))).isEqualTo("1–" + register.all().size());
  }

  /** Those that are told; the others are named by the questions that they leave open. */
  private List<CauseView> hidingCauses(Checklist list, String language) {
    List<CauseView> hiding =
        causes(list, language).stream()
            .filter(cause ->
                items(list, language).stream()
                    .anyMatch(item -> item.hidden() && cause.id().equals(item.cause())))
            .toList();
    assertThat(hiding).isNotEmpty();
    return hiding;
  }

  /** The section of the report under this heading. */
  private static String findingOf(String html, String heading) {
    return Arrays.stream(html.split("<div class=\"(finding|chapter)"))
        .filter(part -> part.contains("<span>" + heading + "</span></h4>"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no section about: " + heading));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | 17 of 34 Regions are enabled in this account. Nothing can be created in the other 17, so they are not read.
          ja | このアカウントでは、34リージョンのうち17リージョンが有効です。残りの17リージョンにはリソースを作成できないため、読み取りの対象ではありません。
          """)
  void regionsThatAreNotEnabledAreOneLine(String language, String line) throws Exception {
    Report report = report(maker.make(LandingZone.snapshot(16), List.of()), language);

    assertThat(new String(reports.render(report, ReportFormat.HTML), StandardCharsets.UTF_8))
        .containsOnlyOnce(line)
        .doesNotContain("yy-test");
    try (PDDocument pdf = Loader.loadPDF(reports.render(report, ReportFormat.PDF))) {
      assertThat(joined(new PDFTextStripper().getText(pdf))).contains(joined(line));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | AWS did not tell whether 2 Regions are enabled in this account: xx-new-1, xx-new-2. They were read all the same.
          ja | 2件のリージョン（xx-new-1, xx-new-2）がこのアカウントで有効かどうか、AWSから回答がありませんでした。有効なものとして読み取りました。
          """)
  void regionsWhoseStatusAwsDidNotTellAreNamed(String language, String line) {
    Snapshot snapshot =
        copyOf(aSnapshot().build())
            .regionAvailability(
                new RegionAvailability(
                    List.of("ap-northeast-1"), List.of(), List.of("xx-new-1", "xx-new-2")))
            .build();

    Checklist list = maker.make(snapshot, List.of());

    assertThat(
            ChecklistView.of(list, new Wording(messages, Locale.forLanguageTag(language)))
                .regionNotes())
        .containsExactly(line);
    assertThat(list.items()).isEqualTo(maker.make(aSnapshot().build(), List.of()).items());
  }

  @Test
  void theSameReportGivesTheSameBytesAtAnyTime() {
    Checklist list = list();
    Map<ReportFormat, byte[]> first = all(list);
    long step = step();
    await().until(() -> step() > step);
    assertThat(all(list))
        .allSatisfy(
            (format, bytes) -> assertThat(bytes).as(format.name()).isEqualTo(first.get(format)));
  }

  private Map<ReportFormat, byte[]> all(Checklist list) {
    return Arrays.stream(ReportFormat.values())
        .collect(toMap(format -> format, format -> reports.render(report(list, "ja"), format)));
  }

  /** Longer than the resolution of times in a ZIP file, which is two seconds. */
  private static long step() {
    return Instant.now().getEpochSecond() / 2;
  }

  @Test
  void aPdfThatNeedsMoreMemoryThanThereIsIsRefused() {
    PdfReport.checkMemory(1_700, 512L << 20);
    assertThatThrownBy(() -> PdfReport.checkMemory(1_800, 512L << 20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1,800 findings are too many for a PDF")
        .hasMessageContaining("xlsx");
  }

  @Test
  void anAccountThatWasNeverScannedIsListed() throws Exception {
    AccountFacts never =
        new AccountFacts(
            "555555555555", "新規", "", Environment.STAGING, List.of(), Map.of(), Map.of());
    Report report =
        new Report(List.of(), List.of(never), true, Style.plain(Locale.ENGLISH, ZoneId.of("UTC")));

    try (PDDocument pdf = Loader.loadPDF(reports.render(report, ReportFormat.PDF))) {
      assertThat(new PDFTextStripper().getText(pdf)).contains("never scanned", "555555555555");
    }
    for (ReportFormat format : List.of(ReportFormat.HTML, ReportFormat.CSV)) {
      assertThat(new String(reports.render(report, format), StandardCharsets.UTF_8))
          .contains("never scanned", "555555555555")
          .doesNotContain("What you need to decide", "Required checks by area", "Appendix");
    }
  }

  @Test
  void theSummaryStatesAPartialScan() throws Exception {
    Gap gap =
        new Gap(
            SnapshotBuilder.REGION, Reason.of(ReasonKind.DENIED, "ec2:DescribeAddresses", "no"));
    Checklist list =
        maker.make(
            aSnapshot()
                .withSender("192.0.2.7")
                .denied("ec2:DescribeAddresses")
                .withGap(gap)
                .build(),
            List.of());
    try (PDDocument pdf = Loader.loadPDF(reports.render(report(list, "en"), ReportFormat.PDF))) {
      PDFTextStripper summary = new PDFTextStripper();
      summary.setStartPage(2);
      summary.setEndPage(2);
      assertThat(joined(summary.getText(pdf)))
          .contains(joined(messages.getMessage("document.outcome.PARTIAL", null, Locale.ENGLISH)));
    }
  }
}
