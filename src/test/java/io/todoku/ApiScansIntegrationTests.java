package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import io.todoku.collect.Cell;
import io.todoku.collect.Part;
import io.todoku.collect.Recorded;
import io.todoku.rule.World;
import io.todoku.scan.Scans;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Scans, by the REST interface. */
class ApiScansIntegrationTests extends ApiFixture {

  @Autowired private Scans scans;
  @Autowired private SchedulerClient jobs;
  @Autowired private JdbcTemplate sql;

  @Test
  void aScanIsAcceptedFollowedAndStored() throws Exception {
    addWithProfile();
    collecting(snapshot(broken()));

    Answer started = call("POST", "/scans", "{\"accounts\":[\"%s\"]}".formatted(ID));

    assertThat(started.status()).isEqualTo(202);
    String location = started.response().headers().firstValue("Location").orElseThrow();
    JsonNode run = awaitEnd(location.substring("/api/v1".length()));
    assertThat(run.at("/state").asString()).isEqualTo("DONE");
    assertThat(run.at("/accounts/0/account").asString()).isEqualTo(ID);
    assertThat(get("/accounts/" + ID + "/checklist").json().at("/readiness").asString())
        .isEqualTo("NOT_READY");
  }

  @Test
  void askingTwiceJoinsTheFirst() throws Exception {
    addWithProfile();
    CountDownLatch go = new CountDownLatch(1);
    when(collector.collect(any(), any(), any(), any()))
        .thenAnswer(asked -> {
          go.await(30, TimeUnit.SECONDS);
          return Recorded.part(snapshot(broken()), asked.getArgument(0));
        });

    String first = scan();
    String second = scan();
    go.countDown();

    assertThat(second).isEqualTo(first);
    awaitEnd(first);
    assertThat(scans.running(ID)).isEmpty();
  }

  @Test
  void askingForAccountsThatSeveralRunsScanNamesEachOfThem() throws Exception {
    addWithProfile();
    addWithProfile("888888888888");
    CountDownLatch go = new CountDownLatch(1);
    when(collector.collect(any(), any(), any(), any()))
        .thenAnswer(asked -> {
          go.await(30, TimeUnit.SECONDS);
          return Recorded.part(snapshot(broken()), asked.getArgument(0));
        });
    String one = scan();
    String other = idOf(call("POST", "/scans", "{\"accounts\":[\"888888888888\"]}"));

    Answer both = call("POST", "/scans", "{\"accounts\":[\"%s\",\"888888888888\"]}".formatted(ID));
    go.countDown();

    assertThat("/scans/" + idOf(both)).isEqualTo(one);
    assertThat("/scans/" + both.json().at("/accounts/" + ID).asString()).isEqualTo(one);
    assertThat(both.json().at("/accounts/888888888888").asString()).isEqualTo(other);
    awaitEnd(one);
    awaitEnd("/scans/" + other);
    assertThat(call("DELETE", "/accounts/888888888888", null).status()).isEqualTo(204);
  }

  private static String idOf(Answer started) {
    return started.json().at("/id").asString();
  }

  @Test
  void aRegionWhoseReadingBreaksIsTriedAgain() throws Exception {
    addWithProfile();
    AtomicInteger broken = new AtomicInteger();
    when(collector.collect(any(), any(), any(), any()))
        .thenAnswer(asked -> {
          Cell cell = asked.getArgument(0);
          if (cell.source() == Cell.Source.REGION && broken.incrementAndGet() < 3) {
            throw new IllegalStateException("bug");
          }
          return Recorded.part(snapshot(broken()), cell);
        });

    JsonNode run = awaitEnd(scan());

    assertThat(run.at("/state").asString()).isEqualTo("DONE");
    assertThat(broken).hasValue(3);
    assertThat(get("/accounts/" + ID + "/checklist").json().at("/scan/outcome").asString())
        .isEqualTo("COMPLETE");
  }

  @Test
  void aRegionWhoseReadingAlwaysBreaksIsUnknownAndSaysWhy() throws Exception {
    addWithProfile();
    when(collector.collect(any(), any(), any(), any()))
        .thenAnswer(asked -> {
          Cell cell = asked.getArgument(0);
          if (cell.source() == Cell.Source.REGION) {
            throw new IllegalStateException("a bug of ours");
          }
          return Recorded.part(snapshot(broken()), cell);
        });

    JsonNode run = awaitEnd(scan());

    assertThat(run.at("/state").asString()).isEqualTo("DONE");
    JsonNode list = get("/accounts/" + ID + "/checklist").json();
    assertThat(list.at("/scan/outcome").asString()).isEqualTo("PARTIAL");
    assertThat(list.at("/readiness").asString()).isEqualTo("UNDETERMINED");
    assertThat(list.toString()).contains("a bug of ours");
  }

  @Test
  void aCellThatHangsIsGivenUpAfterItsTime() throws Exception {
    addWithProfile();
    when(collector.collect(any(), any(), any(), any()))
        .thenAnswer(asked -> {
          Cell cell = asked.getArgument(0);
          if (cell.source() == Cell.Source.SUPPORT) {
            new CountDownLatch(1).await();
          }
          return Recorded.part(snapshot(broken()), cell);
        });

    JsonNode run = awaitEnd(scan());

    assertThat(run.at("/state").asString()).isEqualTo("DONE");
    assertThat(
            get("/accounts/" + ID + "/snapshot").json().at("/supportCases/reason/cause").asString())
        .isEqualTo("TIMEOUT");
  }

  @Test
  void aScanOfWhichNoSnapshotCanBeMadeLosesNothingThatWasStored() throws Exception {
    take(snapshot(broken()));
    addWithProfile();
    when(collector.collect(any(), any(), any(), any()))
        .thenAnswer(asked -> {
          Part part = Recorded.part(snapshot(broken()), asked.getArgument(0));
          return part instanceof Part.Servers servers
              ? new Part.Servers(
                  List.of(),
                      List.of(
                          new MailServer(
                              "x".repeat(9000),
                              25,
                              World.NOW,
                              Observed.unknown(Reason.of(Reason.Cause.TIMEOUT, "25", "")))),
                  servers.mailboxes(), List.of())
              : part;
        });

    JsonNode run = awaitEnd(scan());

    assertThat(run.at("/state").asString()).isEqualTo("FAILED");
    assertThat(get("/accounts/" + ID + "/checklist").json().at("/readiness").asString())
        .isEqualTo("NOT_READY");
    assertThat(scans.brokeAt(ID)).isPresent();
    assertThat(scans.running(ID)).isEmpty();
  }

  @Test
  void aCancelledScanStopsAndLeavesWhatWasStored() throws Exception {
    take(snapshot(broken()));
    addWithProfile();
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

    Answer answer = call("POST", path + "/cancel", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/state").asString()).isEqualTo("CANCELLED");
    assertThat(stopped.await(30, TimeUnit.SECONDS)).as("what was under way ends").isTrue();
    assertThat(scans.running(ID)).isEmpty();
    assertThat(get("/accounts/" + ID + "/checklist").json().at("/readiness").asString())
        .isEqualTo("NOT_READY");
    assertThat(call("POST", path + "/cancel", "").json().at("/state").asString())
        .as("twice does no harm")
        .isEqualTo("CANCELLED");
  }

  /** Should a job ever be lost, its scan does not wait for it. */
  @Test
  void aScanWhoseJobIsLostGoesOn() throws Exception {
    addWithProfile();
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
          return Recorded.part(snapshot(broken()), cell);
        });
    String path = scan();
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

    jobs.reschedule(TaskInstanceId.of("scans-go-on", "recurring"), Instant.now());

    assertThat(awaitEnd(path).at("/state").asString()).isEqualTo("DONE");
    assertThat(tries).hasValue(2);
  }

  @Test
  void aCellThatAnotherNodeHasTakenOverIsLetGo() throws Exception {
    addWithProfile();
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
          return Recorded.part(snapshot(broken()), cell);
        });

    String path = scan();

    assertThat(stopped.await(30, TimeUnit.SECONDS)).as("it stops before its time").isTrue();
    assertThat(call("POST", path + "/cancel", "").json().at("/state").asString())
        .as("the other node has it, so it is not done")
        .isEqualTo("CANCELLED");
    assertThat(tries).hasValue(1);
  }

  @Test
  void whatIsCancelledMustExist() throws Exception {
    assertProblem(call("POST", "/scans/00000000-0000-0000-0000-000000000001/cancel", ""), 404);
  }

  @Test
  void whatIsKnownFromFilesOnlyIsNotScanned() throws Exception {
    take(snapshot(broken()));

    Answer answer = call("POST", "/scans", "{\"accounts\":[\"%s\"]}".formatted(ID));

    assertProblem(answer, 409);
    assertThat(answer.response().body()).contains("files only");
  }

  @Test
  void scansOfUnknownAccountsAreRefusedAsAWhole() throws Exception {
    addWithProfile();

    assertProblem(
        call("POST", "/scans", "{\"accounts\":[\"%s\",\"222222222222\"]}".formatted(ID)), 404);
    assertProblem(call("POST", "/scans", "{\"accounts\":[\"\\u0000\"]}"), 404);

    assertThat(scans.running(ID)).isEmpty();
  }

  private String scan() throws Exception {
    return call("POST", "/scans", "{\"accounts\":[\"%s\"]}".formatted(ID))
        .response()
        .headers()
        .firstValue("Location")
        .orElseThrow()
        .substring("/api/v1".length());
  }

  private JsonNode awaitEnd(String path) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < end) {
      JsonNode run = get(path).json();
      if (!run.at("/state").asString().equals("RUNNING")) {
        return run;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    throw new AssertionError("the scan never ended");
  }
}
