package io.todoku.report;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistMaker;
import io.todoku.checklist.RuleDocumentation;
import io.todoku.snapshot.SnapshotBuilder;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
    classes = ReportRendererTests.ReportTestConfiguration.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ReportRendererTests {

  @ComponentScan({"io.todoku.rule"})
  @EnableConfigurationProperties(ReportSettings.class)
  @Import({
    ReportRenderer.class,
    HtmlReport.class,
    PdfReport.class,
    PdfWriter.class,
    ReportTemplate.class,
    Release.class,
    RuleDocumentation.class,
    XlsxReport.class,
    CsvReport.class,
    JsonReport.class,
    ChecklistMaker.class
  })
  @ImportAutoConfiguration({MessageSourceAutoConfiguration.class, ThymeleafAutoConfiguration.class})
  static class ReportTestConfiguration {}

  private static final String HOSTILE = "=cmd|'/c calc'!A1<script>alert(1)</script>\u202e";

  @Autowired ReportRenderer reports;
  @Autowired ChecklistMaker maker;

  private Checklist list(SnapshotBuilder world) {
    var snapshot = world.build();
    return maker.make(snapshot, List.of());
  }

  private Checklist hostile() {
    return list(
        aSnapshot()
            .withElasticIp("192.0.2.7", Map.of("Name", HOSTILE, "todoku:mail", "yes"))
            .ptr("192.0.2.7", "mail.example.com")
            .dns("mail.example.com", "A", "192.0.2.9"));
  }

  private String render(ReportFormat format, Locale language) {
    return new String(bytes(hostile(), format, language), StandardCharsets.UTF_8);
  }

  private byte[] bytes(Checklist list, ReportFormat format, Locale language) {
    return reports.render(
        new Report(
            List.of(Report.AccountReport.of(list)),
            List.of(),
            false,
            reports.defaultStyle(language)),
        format);
  }

  @ParameterizedTest
  @CsvSource({"en, not to 192.0.2.7", "ja, 不適合"})
  void htmlEscapesHostileText(String language, String expected) {
    String html = render(ReportFormat.HTML, Locale.forLanguageTag(language));

    assertThat(html)
        .contains(expected, "lang=\"" + language + "\"", "&lt;script&gt;alert(1)")
        .doesNotContain("<script", "??");
  }

  @Test
  void csvNeutralizesFormulasAndCanBeReadBack() throws Exception {
    String csv = render(ReportFormat.CSV, Locale.ENGLISH);

    try (CSVParser parser =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(csv.substring(1)))) {
      List<CSVRecord> rows = parser.getRecords();
      assertThat(rows).hasSize(hostile().items().size());
      assertThat(rows)
          .filteredOn(row -> row.get("rule").equals("ptr-matches-a"))
          .singleElement()
          .satisfies(row -> {
            assertThat(row.get("verdict")).isEqualTo("fail");
            assertThat(row.get("address")).isEqualTo("192.0.2.7");
            assertThat(row.get("resource-name"))
                .isEqualTo("'" + HOSTILE.replace("\u202e", "[U+202E]"));
          });
      for (CSVRecord row : rows) {
        row.forEach(cell -> assertThat(cell).doesNotStartWith("=").doesNotStartWith("@"));
      }
    }
    assertThat(csv).startsWith("\uFEFF");
  }

  @ParameterizedTest
  @CsvSource({"en, 'account,name,client,environment,readiness'", "ja, 'アカウント,名前,顧客,環境,送信準備'"})
  void theCsvHeaderIsInTheLanguageOfTheReport(String language, String start) {
    assertThat(render(ReportFormat.CSV, Locale.forLanguageTag(language)))
        .startsWith("\uFEFF" + start);
  }

  @ParameterizedTest
  @CsvSource({
    "en, production, COMPLETE, elastic-ip",
    "ja, 本番環境, 完了, Elastic IP",
  })
  void aCsvUsesTheLanguageAndZoneOfTheReport(
      String language, String environment, String outcome, String kind) throws Exception {
    Report report =
        new Report(
            List.of(Report.AccountReport.of(hostile())),
            List.of(),
            false,
            Report.Style.plain(Locale.forLanguageTag(language), ZoneId.of("Asia/Tokyo")));
    String csv = new String(reports.render(report, ReportFormat.CSV), StandardCharsets.UTF_8);

    try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(csv))) {
      assertThat(parser.getRecords())
          .filteredOn(row -> row.get(6).equals("ptr-matches-a"))
          .singleElement()
          .satisfies(row -> {
            assertThat(row.get(3)).isEqualTo(environment);
            assertThat(row.get(5)).isEqualTo(outcome);
            assertThat(row.get(10)).isEqualTo(kind);
            assertThat(row.get(19)).as("first seen").endsWith("+09:00");
            assertThat(row.get(24)).as("scanned").endsWith("+09:00");
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1", "+1", "-1", "@x", "\tx", "\rx", "\nx", " =1", "\u00a0=1", "＝1"})
  void cellsThatCouldBeFormulasGetAnApostrophe(String cell) {
    assertThat(CsvReport.escapeFormula(cell)).isEqualTo("'" + cell.replace("\r", "[U+000D]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mail", "192.0.2.7", "1=2", "本番"})
  void harmlessCellsAreUnchanged(String cell) {
    assertThat(CsvReport.escapeFormula(cell)).isEqualTo(cell);
  }

  @Test
  void jsonHasTheDocumentedShape() {
    JsonNode json = new JsonMapper().readTree(render(ReportFormat.JSON, Locale.ENGLISH));

    assertThat(json.propertyNames())
        .contains("account", "scan", "readiness", "coverage", "items", "gaps");
    JsonNode item =
        json.get("items")
            .valueStream()
            .filter(i -> i.get("rule").asString().equals("ptr-matches-a"))
            .findFirst()
            .orElseThrow();
    assertThat(item.at("/resource/name").asString()).isEqualTo(HOSTILE);
    assertThat(item.at("/evidence/0/source").asString()).isEqualTo("dns");
    assertThat(item.at("/waiver").isNull()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(ReportFormat.class)
  void theSameChecklistGivesTheSameBytes(ReportFormat format) {
    assertThat(bytes(hostile(), format, Locale.JAPANESE))
        .isEqualTo(bytes(hostile(), format, Locale.JAPANESE));
  }

  @Test
  void theReportStatesAPartialScan() {
    Checklist list = list(aSnapshot().withSender("192.0.2.7").denied("ec2:DescribeAddresses"));

    String html =
        new String(bytes(list, ReportFormat.HTML, Locale.ENGLISH), StandardCharsets.UTF_8);

    assertThat(html)
        .contains(
            "The role lacks the permission ec2:DescribeAddresses",
            "and put this statement into it; or run the command.",
            "\"Action\": \"ec2:DescribeAddresses\"".replace("\"", "&quot;"))
        .containsOnlyOnce("The role lacks the permission ec2:DescribeAddresses</span></h4>");
  }

  @Test
  void anUnknownFormatIsRefusedWithAListOfTheFormats() {
    assertThatThrownBy(() -> ReportFormat.of("docx"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("docx")
        .hasMessageContaining("html, pdf, xlsx, csv, json");
  }
}
