package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.todoku.peers.Chromium;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Attestation.AttestationState;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A word of 5,000 characters, wherever a file can hold one, makes no page wider than its screen.
 */
class LongTextPagesIntegrationTests extends PagesFixture {

  private static final String WORD = "w".repeat(5000);
  private static final String TEXT = "t".repeat(4900);
  private static final String HOST = "h".repeat(1000) + ".example.com";

  private static Snapshot withLongTexts() {
    Snapshot built =
        snapshot(
            SnapshotBuilder.aSnapshot()
                .withElasticIp("192.0.2.7", Map.of("Name", WORD, "todoku:mail", "yes"))
                .withElasticIp("192.0.2.8", Map.of("Name", "other", "todoku:mail", WORD))
                .ptr("192.0.2.7", HOST)
                .dns(HOST, "A", "192.0.2.9")
                .serverNamed("192.0.2.7", "220 " + TEXT, WORD)
                .withDomain("example.com")
                .dns("example.com", "TXT", "v=spf1 " + TEXT)
                .dns("example.com", "MX", "10 " + HOST));
    return built.judgedAt(
        built.judgedAt(),
        built.account(),
        List.of(
            new Attestation(
                "1",
                "send-limit-removed",
                SnapshotBuilder.REGION,
                AttestationState.GRANTED,
                LocalDate.of(2026, 1, 2),
                WORD,
                WORD,
                WORD,
                SnapshotBuilder.NOW,
                null)));
  }

  @Test
  void noPageIsWiderThanItsScreen() throws Exception {
    importSnapshot(withLongTexts());
    String account = "/accounts/" + ACCOUNT_ID;
    List<String> wider = new ArrayList<>();
    try (Chromium chromium = Chromium.start()) {
      Page page = chromium.page("en-US", 1280);
      signIn(page);
      for (String path :
          List.of(
              "/",
              account,
              account + "?show=all",
              account + "/addresses",
              account + "/addresses/192.0.2.7",
              account + "/addresses/192.0.2.8",
              account
                  + "/finding?rule=ptr-matches-a&resource=address/"
                  + SnapshotBuilder.REGION
                  + "/192.0.2.7",
              "/fix/ptr-matches-a",
              "/search?q=w")) {
        open(page, path, "en");
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
        for (int width : List.of(360, 1280)) {
          page.setViewportSize(width, 740);
          Object found = page.evaluate("document.documentElement.scrollWidth");
          if (!found.equals(width)) {
            wider.add(path + " at " + width + ": " + found);
          }
        }
      }
      String report = get(account + "/report?format=html&lang=en").response().body();
      page.navigate("about:blank"); // without the content security policy of the pages
      page.setContent(report);
      for (int width : List.of(360, 1280)) {
        page.setViewportSize(width, 740);
        Object found = page.evaluate("document.documentElement.scrollWidth");
        if (!found.equals(width)) {
          wider.add("report at " + width + ": " + found);
        }
      }
    }
    assertThat(wider).isEmpty();
  }
}
