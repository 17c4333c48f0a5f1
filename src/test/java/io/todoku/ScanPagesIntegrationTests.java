package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.when;

import io.todoku.account.Accounts;
import io.todoku.collect.Cell;
import io.todoku.collect.ProgressListener;
import io.todoku.collect.ProgressListener.Stage;
import io.todoku.collect.ProgressListener.StageState;
import io.todoku.collect.SnapshotSplitter;
import io.todoku.scan.Scans;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.testing.PageClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** The page that shows the progress of a scan. */
@TestPropertySource(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:scan-pages;DB_CLOSE_DELAY=-1",
      "todoku.scan.cell-limit=60s"
    })
class ScanPagesIntegrationTests extends ApiFixture {

  private static final String OTHER = "888888888888";
  private static final String NOTE = "Another scan already covers these accounts";

  @Autowired private WebApplicationContext context;
  @Autowired private Accounts accounts;
  @Autowired private Scans scans;

  private String page(UUID run) throws Exception {
    return new PageClient(context).get("/scans/" + run, Locale.ENGLISH);
  }

  @Test
  void accountsThatAnotherRunScansAreNamedWithALinkToIt() throws Exception {
    addAccountWithProfile();
    addAccountWithProfile(OTHER);
    CountDownLatch go = new CountDownLatch(1);
    when(collector.collect(any(), any(), any(), any()))
        .thenAnswer(asked -> {
          go.await(30, TimeUnit.SECONDS);
          return SnapshotSplitter.part(snapshot(senderWithWrongPtr()), asked.getArgument(0));
        });
    UUID one = scans.start(List.of(accounts.get(ACCOUNT_ID))).run();
    try {
      assertThat(page(one)).doesNotContain(NOTE);

      UUID other = scans.start(List.of(accounts.get(OTHER))).run();

      assertThat(page(one)).contains(NOTE).contains("href=\"/scans/" + other + "\">Scan of x<");
      assertThat(page(other)).contains(NOTE).contains("href=\"/scans/" + one + "\"");
    } finally {
      scans.runningRun().values().forEach(scans::cancel);
      go.countDown();
      call("DELETE", "/accounts/" + OTHER, null);
    }
  }

  @Test
  void aCancelledScanIsNotShownAsFailed() throws Exception {
    addAccountWithProfile();
    CountDownLatch go = new CountDownLatch(1);
    when(collector.collect(any(), any(), any(), any()))
        .thenAnswer(asked -> {
          go.await(30, TimeUnit.SECONDS);
          return SnapshotSplitter.part(snapshot(senderWithWrongPtr()), asked.getArgument(0));
        });
    UUID run = scans.start(List.of(accounts.get(ACCOUNT_ID))).run();
    try {
      scans.cancel(run);
    } finally {
      go.countDown();
    }

    assertThat(page(run))
        .contains("Scan cancelled", "Results of earlier scans are unchanged.", "not done")
        .doesNotContain("FAILED");
  }

  /** Lets the scan of the account go as far as its mail servers, and wait there. */
  private CountDownLatch scanUntilServers(Snapshot snapshot) {
    CountDownLatch go = new CountDownLatch(1);
    doAnswer(
            asked -> {
              Cell cell = asked.getArgument(0);
              if (cell.source() == Cell.Source.SERVERS) {
                ProgressListener progress = asked.getArgument(3);
                progress.report(Stage.SERVERS, StageState.RUNNING, "1/2 192.0.2.7:25");
                go.await(30, TimeUnit.SECONDS);
              }
              return SnapshotSplitter.part(snapshot, cell);
            })
        .when(collector)
        .collect(any(), any(), any(), any());
    return go;
  }

  @Test
  void aRunningScanShowsWhatItWaitsForAndWhatItCouldNotRead() throws Exception {
    addAccountWithProfile();
    Gap gap =
        new Gap("eu-west-1", Reason.of(ReasonKind.DENIED, "ec2:DescribeAddresses", "no policy"));
    CountDownLatch go = scanUntilServers(snapshot(senderWithWrongPtr().withGap(gap)));
    UUID run = scans.start(List.of(accounts.get(ACCOUNT_ID))).run();
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(page(run)).contains("waiting for 192.0.2.7"));

      assertThat(page(run))
          .contains(
              "1 of 2",
              "waiting for 192.0.2.7 to answer on port 25",
              "1 thing could not be read so far",
              "eu-west-1: ",
              "ec2:DescribeAddresses",
              "<noscript><meta http-equiv=\"refresh\"",
              "Cancel scan");
      assertThat(new PageClient(context).get("/scans/" + run, Locale.JAPANESE))
          .contains("192.0.2.7 のポート25の応答を待っています", "これまでに1件を取得できませんでした");
      assertThat(get("/scans/" + run).json().at("/accounts/0/progress/activity/host").asString())
          .isEqualTo("192.0.2.7");
      assertThat(new PageClient(context).get("/accounts", Locale.ENGLISH))
          .contains("1 account is being scanned", "action=\"/scans/cancel\"");
      assertThat(new PageClient(context).get("/accounts/" + ACCOUNT_ID, Locale.ENGLISH))
          .contains("action=\"/accounts/" + ACCOUNT_ID + "/scans/cancel\"");
    } finally {
      go.countDown();
    }
  }

  @Test
  void aRunningScanShowsWhatTheRestOfItCannotChange() throws Exception {
    String sentence = "mail.example.com resolves to 192.0.2.9, not to 192.0.2.7";
    addAccountWithProfile();
    addAccountWithProfile(OTHER);
    CountDownLatch go = scanUntilServers(snapshot(senderWithWrongPtr()));
    UUID run = scans.start(List.of(accounts.get(ACCOUNT_ID), accounts.get(OTHER))).run();
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(page(run).split(sentence, -1)).as("of both accounts").hasSize(3));

      assertThat(page(run)).contains("So far: ", " to fix", "not known yet", "id=\"found-" + OTHER);
      assertThat(new PageClient(context).get("/scans/" + run, Locale.JAPANESE))
          .contains("これまでの結果: 要修正 ", "未確認");
      JsonNode part = get("/scans/" + run).json().at("/accounts/0");
      JsonNode soFar = part.at("/progress/soFar");
      assertThat(soFar.get("toFix").asInt()).isPositive();
      assertThat(soFar.get("notKnown").asInt()).isPositive();
      assertThat(soFar.get("findings").valueStream())
          .anySatisfy(finding -> {
            assertThat(finding.get("rule").asString()).isEqualTo("ptr-matches-a");
            assertThat(finding.get("verdict").asString()).isEqualTo("FAIL");
            assertThat(finding.get("summary").asString()).contains(sentence);
          });
      assertThat(part.toString()).doesNotContain("READY");
      assertThat(page(run)).doesNotContain("/finding?");

      new PageClient(context).post("/accounts/" + OTHER + "/scans/cancel", Locale.ENGLISH);
      assertThat(get("/scans/" + run).json().at("/accounts").toString()).contains("\"soFar\":null");
    } finally {
      go.countDown();
      await().atMost(Duration.ofSeconds(30)).until(() -> scans.runningRun(ACCOUNT_ID).isEmpty());
      call("DELETE", "/accounts/" + OTHER, null);
    }
    assertThat(get("/scans/" + run).json().at("/accounts/0/progress/soFar").isNull()).isTrue();
  }

  @Test
  void theEndTellsWhatCameOut() throws Exception {
    addAccountWithProfile();
    scanOnce(
        senderWithWrongPtr()
            .withSender("192.0.2.8")
            .ptr("192.0.2.8", "b.example.com")
            .dns("b.example.com", "A", "192.0.2.8"));

    UUID run =
        scanOnce(
            SnapshotBuilder.aSnapshot()
                .withSender("192.0.2.7")
                .ptr("192.0.2.7", "mail.example.com")
                .dns("mail.example.com", "A", "192.0.2.7")
                .withSender("192.0.2.8")
                .ptr("192.0.2.8", "b.example.com")
                .dns("b.example.com", "A", "192.0.2.9"));

    JsonNode outcome = get("/scans/" + run).json().at("/accounts/0/progress/outcome");
    assertThat(outcome.get("compared").asBoolean()).isTrue();
    assertThat(outcome.get("fixed").asInt()).isEqualTo(1);
    assertThat(outcome.get("appeared").asInt()).isEqualTo(1);
    assertThat(page(run)).contains("1 fixed, 1 new, " + outcome.get("toFix").asInt() + " to fix");
  }

  @Test
  void theEndSaysWhatIsNotKnownAnyMore() throws Exception {
    addAccountWithProfile();
    scanOnce(senderWithWrongPtr());

    UUID run =
        scanOnce(
            SnapshotBuilder.aSnapshot()
                .withSender("192.0.2.7")
                .ptr("192.0.2.7", "mail.example.com")
                .dnsUnknown("mail.example.com", "A", ReasonKind.TIMEOUT));

    JsonNode outcome = get("/scans/" + run).json().at("/accounts/0/progress/outcome");
    int notKnown = outcome.get("notKnown").asInt();
    int noLongerKnown = outcome.get("noLongerKnown").asInt();
    assertThat(noLongerKnown).isPositive().isLessThanOrEqualTo(notKnown);
    assertThat(outcome.get("fixed").asInt()).isZero();
    assertThat(page(run).replaceAll("<[^>]*>", ""))
        .containsPattern(
            ", %d not known \\(%d of them (was|were) known before\\)"
                .formatted(notKnown, noLongerKnown));
  }

  private UUID scanOnce(SnapshotBuilder builder) {
    scanUntilServers(snapshot(builder)).countDown();
    UUID run = scans.start(List.of(accounts.get(ACCOUNT_ID))).run();
    await().atMost(Duration.ofSeconds(30)).until(() -> scans.runningRun(ACCOUNT_ID).isEmpty());
    return run;
  }

  @Test
  void oneAccountIsCancelledAndTheOthersGoOn() throws Exception {
    addAccountWithProfile();
    addAccountWithProfile(OTHER);
    CountDownLatch go = scanUntilServers(snapshot(senderWithWrongPtr()));
    UUID run = scans.start(List.of(accounts.get(ACCOUNT_ID), accounts.get(OTHER))).run();
    try {
      new PageClient(context).post("/accounts/" + ACCOUNT_ID + "/scans/cancel", Locale.ENGLISH);

      assertThat(scans.runningRun()).containsOnlyKeys(OTHER);
      assertThat(page(run)).contains("1 of 2 accounts");

      new PageClient(context).post("/scans/cancel", Locale.ENGLISH);
      assertThat(scans.runningRun()).isEmpty();
    } finally {
      go.countDown();
      call("DELETE", "/accounts/" + OTHER, null);
    }
  }

  private MockHttpServletResponse events(UUID run) {
    return new PageClient(context)
        .mvc()
        .get()
        .uri("/scans/" + run + "/events")
        .with(user("mika").roles("ADMINISTRATOR"))
        .asyncExchange()
        .getResponse();
  }

  @Test
  void whileOnlyTimePassesTheStreamTellsNothing() throws Exception {
    addAccountWithProfile();
    CountDownLatch go = scanUntilServers(snapshot(senderWithWrongPtr()));
    UUID run = scans.start(List.of(accounts.get(ACCOUNT_ID))).run();
    try {
      MockHttpServletResponse stream = events(run);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> stream.getContentAsString().contains("not to 192.0.2.7"));
      int told = count(stream);
      long elapsed = elapsedSeconds(run);
      assertThat(stream.getContentAsString())
          .contains("waiting for 192.0.2.7")
          .containsPattern("data-elapsed=\"\\d+\"")
          .contains("data-minutes=\"{0} min {1} s\"", "data-seconds=\"{0} s\"");

      await().atMost(Duration.ofSeconds(30)).until(() -> elapsedSeconds(run) >= elapsed + 3);

      assertThat(count(stream)).isEqualTo(told);
    } finally {
      go.countDown();
      scans.cancel(run);
    }
  }

  private static int count(MockHttpServletResponse stream) throws Exception {
    return stream.getContentAsString().split("event:progress|event:found", -1).length - 1;
  }

  private long elapsedSeconds(UUID run) throws Exception {
    return get("/scans/" + run).json().at("/accounts/0/progress/elapsedSeconds").asLong();
  }

  @Test
  void theStreamTellsTheStagesAndThenTheEnd() throws Exception {
    addAccountWithProfile();
    CountDownLatch go = scanUntilServers(snapshot(senderWithWrongPtr()));
    UUID run = scans.start(List.of(accounts.get(ACCOUNT_ID))).run();
    MockHttpServletResponse stream = events(run);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> stream.getContentAsString().contains("waiting for 192.0.2.7"));
    assertThat(stream.getContentAsString()).doesNotContain("event:ended");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> stream.getContentAsString().contains("not to 192.0.2.7"));
    assertThat(stream.getContentAsString())
        .contains("event:found", "id=\"found-" + ACCOUNT_ID)
        .doesNotContain("/finding?");

    go.countDown();

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> stream.getContentAsString().contains("event:done"));
    assertThat(stream.getContentAsString())
        .contains("event:ended", "Scan finished", "Show new results")
        .contains("/accounts/" + ACCOUNT_ID + "/finding?rule=ptr-matches-a&amp;resource=address");
  }
}
