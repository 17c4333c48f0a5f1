package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.when;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import io.todoku.collect.Cell;
import io.todoku.collect.SnapshotPart;
import io.todoku.collect.SnapshotSplitter;
import io.todoku.scan.Scans;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.testing.PageClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** Scans in the REST API. */
class ApiScansIntegrationTests extends ApiFixture {

  @Autowired private WebApplicationContext context;
  @Autowired private Scans scans;
  @Autowired private SchedulerClient jobs;
  @Autowired private JdbcTemplate sql;

  @Test
  void anAcceptedScanCanBeFollowedAndIsStored() throws Exception {
    addAccountWithProfile();
    collectorReturns(snapshot(senderWithWrongPtr()));

    JsonResponse started = call("POST", "/scans", "{\"accounts\":[\"%s\"]}".formatted(ACCOUNT_ID));

    assertThat(started.status()).isEqualTo(202);
    String location = started.response().headers().firstValue("Location").orElseThrow();
    JsonNode run = awaitEnd(location.substring("/api/v1".length()));
    assertThat(run.at("/state").asString()).isEqualTo("DONE");
    assertThat(run.at("/accounts/0/account").asString()).isEqualTo(ACCOUNT_ID);
    assertThat(get("/accounts/" + ACCOUNT_ID + "/checklist").json().at("/readiness").asString())
        .isEqualTo("NOT_READY");
  }

  @Test
  void aSecondRequestForTheSameAccountJoinsTheRunningScan() throws Exception {
    addAccountWithProfile();
    CountDownLatch go = new CountDownLatch(1);
    when(collector.collect(any(), any(), any(), any()))
        .thenAnswer(asked -> {
          go.await(30, TimeUnit.SECONDS);
          return SnapshotSplitter.part(snapshot(senderWithWrongPtr()), asked.getArgument(0));
        });

    String first = scan();
    String second = scan();
    go.countDown();

    assertThat(second).isEqualTo(first);
    awaitEnd(first);
    assertThat(scans.runningRun(ACCOUNT_ID)).isEmpty();
  }

  @Test
  void aRequestForAccountsOfSeveralRunningScansNamesEachOfThem() throws Exception {
    addAccountWithProfile();
    addAccountWithProfile("888888888888");
    CountDownLatch go = new CountDownLatch(1);
    when(collector.collect(any(), any(), any(), any()))
        .thenAnswer(asked -> {
          go.await(30, TimeUnit.SECONDS);
          return SnapshotSplitter.part(snapshot(senderWithWrongPtr()), asked.getArgument(0));
        });
    String one = scan();
    String other = idOf(call("POST", "/scans", "{\"accounts\":[\"888888888888\"]}"));

    JsonResponse both =
        call("POST", "/scans", "{\"accounts\":[\"%s\",\"888888888888\"]}".formatted(ACCOUNT_ID));
    go.countDown();

    assertThat("/scans/" + idOf(both)).isEqualTo(one);
    assertThat("/scans/" + both.json().at("/accounts/" + ACCOUNT_ID).asString()).isEqualTo(one);
    assertThat(both.json().at("/accounts/888888888888").asString()).isEqualTo(other);
    awaitEnd(one);
    awaitEnd("/scans/" + other);
    assertThat(call("DELETE", "/accounts/888888888888", null).status()).isEqualTo(204);
  }

  private static String idOf(JsonResponse started) {
    return started.json().at("/id").asString();
  }

  @Test
  void aRegionWhoseCollectionFailsIsRetried() throws Exception {
    addAccountWithProfile();
    AtomicInteger broken = new AtomicInteger();
    when(collector.collect(any(), any(), any(), any()))
        .thenAnswer(asked -> {
          Cell cell = asked.getArgument(0);
          if (cell.source() == Cell.Source.REGION && broken.incrementAndGet() < 3) {
            throw new IllegalStateException("bug");
          }
          return SnapshotSplitter.part(snapshot(senderWithWrongPtr()), cell);
        });

    JsonNode run = awaitEnd(scan());

    assertThat(run.at("/state").asString()).isEqualTo("DONE");
    assertThat(broken).hasValue(3);
    assertThat(get("/accounts/" + ACCOUNT_ID + "/checklist").json().at("/scan/outcome").asString())
        .isEqualTo("COMPLETE");
  }

  @Test
  void aRegionWhoseCollectionAlwaysFailsIsUnknownWithTheReason() throws Exception {
    addAccountWithProfile();
    when(collector.collect(any(), any(), any(), any()))
        .thenAnswer(asked -> {
          Cell cell = asked.getArgument(0);
          if (cell.source() == Cell.Source.REGION) {
            throw new IllegalStateException("a bug of ours");
          }
          return SnapshotSplitter.part(snapshot(senderWithWrongPtr()), cell);
        });

    JsonNode run = awaitEnd(scan());

    assertThat(run.at("/state").asString()).isEqualTo("DONE");
    JsonNode list = get("/accounts/" + ACCOUNT_ID + "/checklist").json();
    assertThat(list.at("/scan/outcome").asString()).isEqualTo("PARTIAL");
    assertThat(list.at("/readiness").asString()).isEqualTo("UNDETERMINED");
    assertThat(list.toString()).contains("a bug of ours");
  }

  @Test
  void aCellThatHangsIsGivenUpAfterItsTimeLimit() throws Exception {
    addAccountWithProfile();
    when(collector.collect(any(), any(), any(), any()))
        .thenAnswer(asked -> {
          Cell cell = asked.getArgument(0);
          if (cell.source() == Cell.Source.SUPPORT) {
            new CountDownLatch(1).await();
          }
          return SnapshotSplitter.part(snapshot(senderWithWrongPtr()), cell);
        });

    JsonNode run = awaitEnd(scan());

    assertThat(run.at("/state").asString()).isEqualTo("DONE");
    assertThat(
            get("/accounts/" + ACCOUNT_ID + "/snapshot")
                .json()
                .at("/supportCases/reason/cause")
                .asString())
        .isEqualTo("TIMEOUT");
  }

  private static SnapshotPart.MailServerObservations probed(ReasonKind... silences) {
    return new SnapshotPart.MailServerObservations(
        List.of(),
        Arrays.stream(silences)
            .map(kind ->
                new MailServer(
                    "192.0.2.7",
                    25,
                    SnapshotBuilder.NOW,
                    Observed.unknown(Reason.of(kind, "25", ""))))
            .toList(),
        List.of(),
        List.of());
  }

  private String pageOfScanThatProbed(SnapshotPart.MailServerObservations servers, String language)
      throws Exception {
    addAccountWithProfile();
    doAnswer(
            asked -> {
              Cell cell = asked.getArgument(0);
              return cell.source() == Cell.Source.SERVERS
                  ? servers
                  : SnapshotSplitter.part(snapshot(senderWithWrongPtr()), cell);
            })
        .when(collector)
        .collect(any(), any(), any(), any());
    String run = scan();
    awaitEnd(run);
    String page = new PageClient(context).get(run, Locale.forLanguageTag(language));
    assertThat(page).doesNotContain("??");
    return page.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
  }

  @ParameterizedTest
  @CsvSource({"en, Mail servers – none contacted", "ja, メールサーバー – 接続先なし"})
  void aScanThatContactedNoMailServerSaysSo(String language, String text) throws Exception {
    assertThat(pageOfScanThatProbed(probed(), language)).contains(text);
    assertThat(pageOfScanThatProbed(probed(ReasonKind.NOT_ALLOWED), language)).contains(text);
  }

  @Test
  void aScanThatWaitedForAMailServerIsDone() throws Exception {
    assertThat(pageOfScanThatProbed(probed(ReasonKind.NOT_ALLOWED, ReasonKind.TIMEOUT), "en"))
        .contains("Mail servers ✓ done")
        .doesNotContain("none contacted");
  }

  @Test
  void aScanWithoutASnapshotLeavesTheStoredResults() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    addAccountWithProfile();
    when(collector.collect(any(), any(), any(), any()))
        .thenAnswer(asked -> {
          SnapshotPart part =
              SnapshotSplitter.part(snapshot(senderWithWrongPtr()), asked.getArgument(0));
          return part instanceof SnapshotPart.MailServerObservations servers
              ? new SnapshotPart.MailServerObservations(
                  List.of(),
                      List.of(
                          new MailServer(
                              "x".repeat(9000),
                              25,
                              SnapshotBuilder.NOW,
                              Observed.unknown(Reason.of(ReasonKind.TIMEOUT, "25", "")))),
                  servers.mailboxes(), List.of())
              : part;
        });

    JsonNode run = awaitEnd(scan());

    assertThat(run.at("/state").asString()).isEqualTo("FAILED");
    assertThat(get("/accounts/" + ACCOUNT_ID + "/checklist").json().at("/readiness").asString())
        .isEqualTo("NOT_READY");
    assertThat(scans.failedAt(ACCOUNT_ID)).isPresent();
    assertThat(scans.runningRun(ACCOUNT_ID)).isEmpty();
  }

  @Test
  void aCancelledScanStopsAndLeavesTheStoredResults() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    addAccountWithProfile();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    when(collector.collect(any(), any(), any(), any()))
        .thenAnswer(asked -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } finally {
            stopped.countDown();
          }
          return null;
        });
    String path = scan();
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

    JsonResponse answer = call("POST", path + "/cancel", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/state").asString()).isEqualTo("CANCELLED");
    assertThat(stopped.await(30, TimeUnit.SECONDS)).as("what was under way ends").isTrue();
    assertThat(scans.runningRun(ACCOUNT_ID)).isEmpty();
    assertThat(get("/accounts/" + ACCOUNT_ID + "/checklist").json().at("/readiness").asString())
        .isEqualTo("NOT_READY");
    assertThat(call("POST", path + "/cancel", "").json().at("/state").asString())
        .as("twice does no harm")
        .isEqualTo("CANCELLED");
  }

  /** A scan finishes even if one of its jobs is lost. */
  @Test
  void aScanWhoseJobIsLostContinues() throws Exception {
    addAccountWithProfile();
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger tries = new AtomicInteger();
    when(collector.collect(any(), any(), any(), any()))
        .thenAnswer(asked -> {
          Cell cell = asked.getArgument(0);
          if (cell.source() == Cell.Source.SUPPORT && tries.getAndIncrement() == 0) {
            sql.update("delete from scheduled_tasks where task_instance like '%/SUPPORT/'");
            begun.countDown();
            throw new IllegalStateException("nobody tries it again");
          }
          return SnapshotSplitter.part(snapshot(senderWithWrongPtr()), cell);
        });
    String path = scan();
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

    jobs.reschedule(TaskInstanceId.of("scans-go-on", "recurring"), Instant.now());

    assertThat(awaitEnd(path).at("/state").asString()).isEqualTo("DONE");
    assertThat(tries).hasValue(2);
  }

  @Test
  void aCellThatAnotherNodeHasClaimedIsReleased() throws Exception {
    addAccountWithProfile();
    CountDownLatch stopped = new CountDownLatch(1);
    AtomicInteger tries = new AtomicInteger();
    when(collector.collect(any(), any(), any(), any()))
        .thenAnswer(asked -> {
          Cell cell = asked.getArgument(0);
          if (cell.source() == Cell.Source.SUPPORT && tries.getAndIncrement() == 0) {
            sql.update("update scan_cell set node = 'another' where source = 'SUPPORT'");
            try {
              new CountDownLatch(1).await();
            } finally {
              stopped.countDown();
            }
          }
          return SnapshotSplitter.part(snapshot(senderWithWrongPtr()), cell);
        });

    String path = scan();

    assertThat(stopped.await(30, TimeUnit.SECONDS)).as("it stops before its time").isTrue();
    assertThat(call("POST", path + "/cancel", "").json().at("/state").asString())
        .as("the other node has it, so it is not done")
        .isEqualTo("CANCELLED");
    assertThat(tries).hasValue(1);
  }

  @Test
  void cancellingAnUnknownScanIsRefused() throws Exception {
    assertProblem(call("POST", "/scans/00000000-0000-0000-0000-000000000001/cancel", ""), 404);
  }

  @Test
  void anAccountKnownFromFilesOnlyIsNotScanned() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));

    JsonResponse answer = call("POST", "/scans", "{\"accounts\":[\"%s\"]}".formatted(ACCOUNT_ID));

    assertProblem(answer, 409);
    assertThat(answer.response().body()).contains("files only");
  }

  @Test
  void scansOfUnknownAccountsAreRefusedAsAWhole() throws Exception {
    addAccountWithProfile();

    assertProblem(
        call("POST", "/scans", "{\"accounts\":[\"%s\",\"222222222222\"]}".formatted(ACCOUNT_ID)),
        404);
    assertProblem(call("POST", "/scans", "{\"accounts\":[\"\\u0000\"]}"), 404);

    assertThat(scans.runningRun(ACCOUNT_ID)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"accounts\":[]}",
        "{\"accounts\":null}",
        "{\"all\":false}",
        "{\"all\":true,\"client\":\"Example KK\"}",
        "{\"all\":true,\"accounts\":[]}",
        "{\"accounts\":[\"111111111111\"],\"client\":\"Example KK\"}"
      })
  void whatDoesNotSayWhatToScanScansNothing(String body) throws Exception {
    addAccountWithProfile();

    JsonResponse refused = call("POST", "/scans", body);

    assertProblem(refused, 400);
    assertThat(refused.json().get("detail").asString())
        .contains("{\"accounts\":[", "{\"client\":", "{\"all\":true}");
    assertThat(scans.runningRun(ACCOUNT_ID)).isEmpty();
  }

  @Test
  void noBodyScansNothing() throws Exception {
    assertProblem(call("POST", "/scans", ""), 400);
  }

  @Test
  void theAccountsOfAClientAreScannedAndNoOthers() throws Exception {
    call(
        "POST",
        "/accounts",
        "{\"id\":\"%s\",\"client\":\"Example KK\",\"access\":{\"profile\":\"p\"}}"
            .formatted(ACCOUNT_ID));
    collectorReturns(snapshot(senderWithWrongPtr()));

    JsonResponse started = call("POST", "/scans", "{\"client\":\"Example KK\"}");

    assertThat(started.status()).as(started.response().body()).isEqualTo(202);
    assertThat(started.json().get("accounts").propertyNames()).containsExactly(ACCOUNT_ID);
    assertProblem(call("POST", "/scans", "{\"client\":\"Example\"}"), 404);
  }

  private String scan() throws Exception {
    return call("POST", "/scans", "{\"accounts\":[\"%s\"]}".formatted(ACCOUNT_ID))
        .response()
        .headers()
        .firstValue("Location")
        .orElseThrow()
        .substring("/api/v1".length());
  }

  /** Tests take jobs away, of which a thread of the scheduler may complain meanwhile. */
  private JsonNode awaitEnd(String path) throws Exception {
    return await()
        .dontCatchUncaughtExceptions()
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> get(path).json(), run -> !run.at("/state").asString().equals("RUNNING"));
  }
}
