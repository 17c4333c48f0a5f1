package io.todoku.report;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.CauseView;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.checklist.Wording;
import io.todoku.locale.InvisibleCharacters;
import io.todoku.rule.RuleInfo;
import io.todoku.snapshot.ReasonKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** HTML is read back and compared with the checklist that it was made from. */
class HtmlContentTests extends ReportContentFixture {

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

  /** The section of the report under this heading. */
  private static String findingOf(String html, String heading) {
    return Arrays.stream(html.split("<div class=\"(finding|chapter)"))
        .filter(part -> part.contains("<span>" + heading + "</span></h4>"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no section about: " + heading));
  }
}
