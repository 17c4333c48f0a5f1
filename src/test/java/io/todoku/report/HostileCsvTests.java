package io.todoku.report;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Waiver;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistMaker;
import io.todoku.locale.InvisibleCharacters;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.SnapshotBuilder;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** Hostile tags, names and answers are read back whole, and no cell is a formula. */
@SpringBootTest(
    classes = ReportRendererTests.ReportTestConfiguration.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
class HostileCsvTests {

  private static final int COLUMNS = 26;
  private static final byte[] NO_UTF_8 = HexFormat.of().parseHex("3dff80c0af");

  private static final List<String> HOSTILE =
      List.of(
          "=cmd|' /C calc'!A0",
          "+1",
          "-1",
          "@x",
          "\t=1",
          "\r=1",
          "\n=1",
          "\r\n=1",
          "\u202e=1",
          "\ufeff=1",
          "\u3000＝1",
          "\"=1",
          "\",=1,\"",
          "\"\"\"\r\n=1,,\"",
          ";=1",
          "<script>alert(1)</script>",
          "\ud83d\udce7 \ud83d\udc69\u200d\ud83d\udcbb",
          "=\ud800",
          "\u0000=1",
          "x".repeat(255),
          "=" + "あ".repeat(85),
          new String(NO_UTF_8, StandardCharsets.UTF_8),
          new String(NO_UTF_8, StandardCharsets.ISO_8859_1));

  @Autowired ReportRenderer reports;
  @Autowired ChecklistMaker maker;

  private static String address(int number) {
    return "192.0.2." + (number + 1);
  }

  private Checklist list() {
    SnapshotBuilder builder = aSnapshot().withDomain("example.com", HOSTILE.getFirst());
    for (int i = 0; i < HOSTILE.size(); i++) {
      String text = HOSTILE.get(i);
      builder
          .withElasticIp(address(i), Map.of("Name", text, "todoku:mail", "yes"))
          .ptr(address(i), text)
          .dns(text, "TXT", text)
          .serverNamed(address(i), text, text);
    }
    builder.dns("example.com", "TXT", HOSTILE.toArray(String[]::new));
    builder.dns("example.com", "MX", HOSTILE.toArray(String[]::new));
    return maker.make(
        builder.build(),
        IntStream.range(0, HOSTILE.size())
            .mapToObj(i ->
                new Waiver(
                    "w" + i,
                    "ptr-matches-a",
                    address(i),
                    HOSTILE.get(i),
                    HOSTILE.get(i),
                    SnapshotBuilder.NOW,
                    LocalDate.of(2999, 1, 1)))
            .toList());
  }

  private static List<AccountFacts> neverScanned() {
    return HOSTILE.stream()
        .map(text ->
            new AccountFacts(
                "555555555555", text, text, Environment.STAGING, List.of(), Map.of(), Map.of()))
        .toList();
  }

  private List<CSVRecord> readBack(Checklist list, String language) throws Exception {
    byte[] bytes =
        reports.render(
            new Report(
                List.of(Report.AccountReport.of(list)),
                neverScanned(),
                true,
                reports.defaultStyle(Locale.forLanguageTag(language))),
            ReportFormat.CSV);
    try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(strict(bytes)))) {
      return parser.getRecords();
    }
  }

  /**
   * @throws CharacterCodingException where the bytes are no UTF-8
   */
  private static String strict(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(bytes))
        .toString()
        .substring(1);
  }

  /** Whether a cell shows a text, with invisible characters replaced. */
  private static boolean shows(String cell, String text) {
    String shown = InvisibleCharacters.escape(text);
    return cell.equals(shown) || cell.equals("'" + shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ja"})
  void everyRowAndColumnIsWrittenAndNoCellIsAFormula(String language) throws Exception {
    Checklist list = list();
    List<CSVRecord> rows = readBack(list, language);

    assertThat(rows).hasSize(1 + list.items().size() + HOSTILE.size());
    assertThat(rows).allMatch(row -> row.size() == COLUMNS);
    for (CSVRecord row : rows) {
      row.forEach(cell ->
          assertThat(cell.replaceFirst("^[\\s\\p{Z}\\p{C}]+", ""))
              .as(cell)
              .doesNotStartWith("=")
              .doesNotStartWith("+")
              .doesNotStartWith("-")
              .doesNotStartWith("@")
              .doesNotStartWith("＝"));
      row.forEach(cell -> assertThat(cell).doesNotStartWith("\t").doesNotContain("\r", "\u202e"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ja"})
  void everyTextIsInItsCell(String language) throws Exception {
    List<CSVRecord> rows = readBack(list(), language);

    for (int i = 0; i < HOSTILE.size(); i++) {
      String text = HOSTILE.get(i);
      String address = address(i);
      assertThat(rows)
          .as(text)
          .filteredOn(row -> row.get(6).equals("ptr-matches-a") && row.get(13).equals(address))
          .singleElement()
          .satisfies(row -> {
            assertThat(row.get(14)).matches(cell -> shows(cell, text), "the resource's name");
            assertThat(row.get(18)).matches(cell -> shows(cell, text + " – " + text), "the waiver");
            assertThat(row.get(22)).as("the evidence").contains(InvisibleCharacters.escape(text));
          });
      assertThat(rows)
          .as("never scanned")
          .filteredOn(row -> row.get(0).equals("555555555555"))
          .element(i)
          .satisfies(row -> {
            assertThat(row.get(1)).matches(cell -> shows(cell, text), "the account's name");
            assertThat(row.get(2)).matches(cell -> shows(cell, text), "the client");
          });
    }
  }
}
