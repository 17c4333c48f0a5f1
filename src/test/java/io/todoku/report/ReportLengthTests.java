package io.todoku.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistMaker;
import io.todoku.report.Report.AccountReport;
import io.todoku.report.Report.Style;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A report on many servers stays one that a client reads. */
@SpringBootTest(
    classes = ReportRendererTests.ReportTestConfiguration.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ReportLengthTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int COPIES = 20;
  private static final int SILENT = 10;
  private static final int RIGHT = 8;

  @Autowired private ReportRenderer reports;
  @Autowired private ChecklistMaker maker;

  /** The account of the sample with 20 more mail servers like its first. */
  private static Snapshot manyServers() throws IOException {
    JsonNode snapshot;
    try (InputStream in =
        ReportLengthTests.class.getResourceAsStream("/sample/222222222222.json")) {
      snapshot = JSON.readTree(in);
    }
    for (String list : Set.of("elasticIps", "reverseDns", "instances", "networkInterfaces")) {
      addCopies((ArrayNode) snapshot.at("/regions/value/0/" + list + "/value"));
    }
    addCopies((ArrayNode) snapshot.get("lookups"));
    addCopies((ArrayNode) snapshot.get("servers"));
    return SnapshotFile.read(JSON.writeValueAsBytes(snapshot));
  }

  private static void addCopies(ArrayNode list) {
    List<String> originals =
        list.valueStream()
            .map(JsonNode::toString)
            .filter(text ->
                text.matches(
                    "(?s).*(203\\.0\\.113\\.40|40\\.113\\.0\\.203|03a1f|i-03mail|\"mail\\.ex).*"))
            .filter(text -> !text.contains("\"name\":\"example.com\""))
            .toList();
    for (int i = 0; i < COPIES; i++) {
      for (String original : originals) {
        list.add(copy(original, i));
      }
    }
  }

  private static JsonNode copy(String original, int i) {
    String address = "203.0.113." + (100 + i);
    String text =
        original
            .replace("203.0.113.40", address)
            .replace("40.113.0.203.in-addr", (100 + i) + ".113.0.203.in-addr")
            .replace("i-03mail", "i-03mail" + i)
            .replace("03a1f", "03a1f" + i)
            .replace("mail.example.com", "mail" + i + ".example.com");
    if (i < RIGHT && text.contains("\"name\":\"mail" + i)) {
      text = text.replace("198.51.100.9", address);
    }
    JsonNode copy = JSON.readTree(text);
    if (i < SILENT && copy.has("dialogue")) {
      ((ObjectNode) copy)
          .set(
              "dialogue",
              JSON.readTree(
                  "{\"observed\":\"unknown\",\"reason\":{\"cause\":\"TIMEOUT\",\"source\":\""
                      + address
                      + ":25\",\"detail\":\"10 s\",\"fix\":null}}"));
    }
    return copy;
  }

  private Report report(Locale locale) throws IOException {
    Checklist list = maker.make(manyServers(), List.of());
    assertThat(list.items()).hasSizeGreaterThan(350);
    return new Report(
        List.of(AccountReport.of(list)),
        List.of(),
        true,
        new Style(locale, ZoneId.of("Asia/Tokyo"), Letterhead.NONE, ""));
  }

  @Test
  void of22ServersAPdfHasAtMost25Pages() throws Exception {
    for (Locale locale : List.of(Locale.ENGLISH, Locale.JAPANESE)) {
      try (var pdf = Loader.loadPDF(reports.render(report(locale), ReportFormat.PDF))) {
        assertThat(pdf.getNumberOfPages()).as(locale.toString()).isLessThanOrEqualTo(25);
      }
    }
  }

  @Test
  void onPaperADialogueInWhichAllIsWellIsCutAndSaysSo() throws Exception {
    String text;
    try (var pdf = Loader.loadPDF(reports.render(report(Locale.ENGLISH), ReportFormat.PDF))) {
      text = new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");
    }

    assertThat(text)
        .contains("more lines, which the HTML file and the spreadsheet of this report show")
        .contains("Also as Route 53, Terraform: in the HTML file and in the spreadsheet")
        .contains("The same change also mends HELO name resolves: 203.0.113.")
        .doesNotContain("resource \"aws_route53_record\"");
    assertThat(text.split("The account’s support plan does not include", -1))
        .as("the question about the limit says so, and no cause besides")
        .hasSizeLessThanOrEqualTo(2);
    String html =
        new String(
            reports.render(report(Locale.ENGLISH), ReportFormat.HTML), StandardCharsets.UTF_8);
    assertThat(html)
        .contains("RCPT TO:&lt;relay-test%probe.example@[203.0.113.119]&gt;")
        .doesNotContain("more lines, which");
  }
}
