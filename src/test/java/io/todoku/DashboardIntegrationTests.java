package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.archive.ScanEntity;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.ScanRepository;
import io.todoku.history.AccountHistory;
import io.todoku.history.AccountTrends;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.testing.PageClient;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.context.WebApplicationContext;

/** The dashboard of several accounts. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:dashboard;DB_CLOSE_DELAY=-1")
class DashboardIntegrationTests extends ApiFixture {

  private static final String HOSTILE_ID = "222222222222";
  private static final String HOSTILE_NAME = "<img src=x onerror=alert(1)>\"'${7*7}";

  @Autowired private WebApplicationContext context;
  @Autowired private ScanRepository scans;
  @Autowired private AccountHistory history;
  @Autowired private AccountTrends trends;
  @Autowired private JdbcClient database;
  private PageClient pages;

  @BeforeEach
  void importAccounts() throws Exception {
    pages = new PageClient(context);
    importSnapshot(snapshot(senderWithWrongPtr()));
    Snapshot built = senderWithWrongPtr().build();
    importSnapshot(
        built.judgedAt(
            built.judgedAt(),
            new AccountFacts(
                HOSTILE_ID,
                HOSTILE_NAME,
                "Client & Söhne",
                Environment.PRODUCTION,
                List.of(),
                Map.of(),
                Map.of()),
            List.of()));
  }

  private String page(String query) throws Exception {
    return pages.get("/accounts" + query, Locale.ENGLISH);
  }

  private static SnapshotBuilder senderWithRightPtr() {
    return SnapshotBuilder.aSnapshot()
        .withSender("192.0.2.7")
        .ptr("192.0.2.7", "mail.example.com")
        .dns("mail.example.com", "A", "192.0.2.7");
  }

  @ParameterizedTest
  @CsvSource({
    "en, First:, 'Last 2 scans: to fix from 1 to 0, not known from', Select Example KK · Example"
        + " 本番",
    "ja, 最初に:, '直近2回のスキャン: 要修正 1件→0件、確認できず', Example KK · Example 本番 を選択"
  })
  void aRowTellsWhatIsFirstAndHowTheAccountCameHere(
      String language, String first, String trend, String select) throws Exception {
    importSnapshot(snapshot(senderWithRightPtr()));

    String page = pages.get("/accounts", Locale.forLanguageTag(language));

    assertThat(page)
        .contains("<b>" + first + "</b>", "aria-label=\"" + trend, "aria-label=\"" + select + "\"")
        .contains("href=\"/accounts/" + ACCOUNT_ID + "\"")
        .doesNotContain("style=", "<img", "??dashboard");
  }

  @Test
  void namesFromOutsideAreEscaped() throws Exception {
    assertThat(page(""))
        .contains("&lt;img src=x onerror=alert(1)&gt;", "${7*7}", "Client &amp; Söhne (1)")
        .doesNotContain("<img");
    assertThat(page("?q=<script>alert(1)</script>"))
        .contains("value=\"&lt;script&gt;", "No accounts match")
        .doesNotContain("<script>alert");
  }

  @Test
  void aFilteredRuleIsWhatTheRowSpeaksOf() throws Exception {
    assertThat(page("?rule=ptr-matches-a"))
        .contains("title=\"mail.example.com resolves to 192.0.2.9, not to 192.0.2.7.\"")
        .contains("/accounts/" + ACCOUNT_ID + "?rule=ptr-matches-a")
        .contains("PTR and A record agree (2)");
  }

  @Test
  void anAccountWhoseLastScanFailedSaysSo() throws Exception {
    ScanEntity failed = new ScanEntity();
    failed.runId = UUID.randomUUID();
    failed.accountId = ACCOUNT_ID;
    failed.storedAt = Instant.now().plusSeconds(5);
    failed.finishedAt = failed.storedAt;
    failed.state = ScanState.FAILED;
    scans.save(failed);

    assertThat(page("?readiness=FAILED"))
        .contains(ACCOUNT_ID, "scan failed", "The last scan ended without a result.", "1 to fix")
        .doesNotContain(HOSTILE_ID);
    assertThat(page("?readiness=NOT_READY")).contains(HOSTILE_ID).doesNotContain(ACCOUNT_ID);
    assertThat(pages.get("/accounts/" + ACCOUNT_ID, Locale.ENGLISH))
        .as("the page of the account has the same word")
        .contains("scan failed");
  }

  @Test
  void selectedAccountsGoIntoAReportOrAreScanned() {
    assertThat(act("report", ACCOUNT_ID, HOSTILE_ID))
        .isEqualTo("/reports/new?account=" + ACCOUNT_ID + "&account=" + HOSTILE_ID);
    assertThat(act("scan", ACCOUNT_ID)).as("it comes from a file").isEqualTo("/accounts");
    assertThat(act("scan", ACCOUNT_ID, "999999999999")).matches("/scans/[0-9a-f-]{36}");
    assertThat(act("scan")).isEqualTo("/accounts");
  }

  private String act(String action, String... accounts) {
    String[] pairs = new String[2 + 2 * accounts.length];
    pairs[0] = "action";
    pairs[1] = action;
    for (int i = 0; i < accounts.length; i++) {
      pairs[2 + 2 * i] = "account";
      pairs[3 + 2 * i] = accounts[i];
    }
    return pages
        .post("/accounts/selection", Locale.ENGLISH, pairs)
        .getResponse()
        .getRedirectedUrl();
  }

  @Test
  void trendsFollowFromTheSnapshotsAndCountNothingWaived() throws Exception {
    importSnapshot(snapshot(senderWithRightPtr()));
    var before = trends.last(12, List.of(ACCOUNT_ID)).get(ACCOUNT_ID);
    assertThat(before).extracting(counts -> counts.failed()).containsExactly(1, 0);
    assertThat(trends.last(1, List.of(ACCOUNT_ID)).get(ACCOUNT_ID))
        .as("the newest")
        .containsExactly(before.getLast());

    database.sql("delete from scan_count").update();
    history.recompute(ACCOUNT_ID);

    assertThat(trends.last(12, List.of(ACCOUNT_ID)).get(ACCOUNT_ID)).isEqualTo(before);
    assertThat(trends.last(12, List.of())).isEmpty();
  }

  @Test
  void aDayCountsTheAccountsWithSomethingToFixAtItsEnd() throws Exception {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    importSnapshot(snapshot(senderWithRightPtr()));
    database
        .sql("update scan set stored_at = ? where account_id = ?")
        .params(Instant.now().minusSeconds(3 * 86400).atOffset(ZoneOffset.UTC), HOSTILE_ID)
        .update();

    Map<LocalDate, Integer> days = trends.accountsToFix(Set.of(HOSTILE_ID), 30);

    assertThat(days)
        .containsOnlyKeys(today.minusDays(3), today.minusDays(2), today.minusDays(1), today)
        .containsEntry(today.minusDays(3), 1)
        .containsEntry(today, 1);
  }

  @Test
  void pagesAreCompressedAndTheirTokenIsMaskedAnewEachTime() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/sign-in"))
            .header("Accept-Encoding", "gzip")
            .build();
    HttpResponse<byte[]> first = client.send(request, BodyHandlers.ofByteArray());
    String cookie = first.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    HttpResponse<byte[]> second =
        client.send(
            HttpRequest.newBuilder(request, (name, value) -> true).header("Cookie", cookie).build(),
            BodyHandlers.ofByteArray());

    assertThat(first.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(token(first)).isNotEqualTo(token(second)).hasSizeGreaterThan(40);
    for (String path : List.of("/app.css", "/app.js")) {
      HttpResponse<byte[]> file =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .header("Accept-Encoding", "gzip")
                  .build(),
              BodyHandlers.ofByteArray());
      assertThat(file.headers().firstValue("Content-Encoding")).as(path).contains("gzip");
    }
  }

  private static String token(HttpResponse<byte[]> response) throws Exception {
    String page =
        new String(
            new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes(),
            StandardCharsets.UTF_8);
    Matcher token = Pattern.compile("name=\"csrf-token\" content=\"([^\"]+)\"").matcher(page);
    assertThat(token.find()).isTrue();
    return token.group(1);
  }
}
