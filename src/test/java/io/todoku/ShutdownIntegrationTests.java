package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.testing.TodokuApiClient;
import io.todoku.testing.TodokuServer;
import io.todoku.testing.TwoAccountsEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A node that is asked to stop in the middle of a scan. */
class ShutdownIntegrationTests {

  @TempDir Path dir;

  @Test
  void shutdownReleasesRunningCellsSoThatTheNextStartContinuesAtOnce() throws Exception {
    try (TwoAccountsEnvironment testEnvironment = TwoAccountsEnvironment.start(dir)) {
      testEnvironment.aws().setDelay(Duration.ofSeconds(2));
      String run;
      try (TodokuServer stopped = start(testEnvironment)) {
        TodokuApiClient api = new TodokuApiClient(stopped);
        run = api.scan();
        api.await(run, json -> TodokuApiClient.cells(json, "RUNNING").count() > 2);

        assertThat(stopped.terminate()).isLessThan(Duration.ofSeconds(20));
        assertThat(stopped.log())
            .contains("is released because this node stops")
            .contains(
                "["
                    + TwoAccountsEnvironment.HEALTHY_ACCOUNT
                    + " "
                    + run.substring(run.lastIndexOf('/') + 1)
                    + "]")
            .doesNotContain("broke", "Exception", "ERROR");
      }
      testEnvironment.aws().setDelay(Duration.ZERO);
      try (TodokuServer next = start(testEnvironment)) {
        JsonNode end = new TodokuApiClient(next).awaitEnd(run);

        assertThat(end.at("/state").asString()).isEqualTo("DONE");
        assertThat(next.log())
            .contains("is done: ", " 0 of them taken up more than once")
            .doesNotContain("taken over", "broke", "ERROR");
      }
    }
  }

  /** With a lease of ten minutes: whoever waited for it would never come to the end. */
  private TodokuServer start(TwoAccountsEnvironment testEnvironment) throws IOException {
    return TodokuServer.start(
        dir,
        testEnvironment.serverEnvironment(),
        "--spring.config.additional-location=" + testEnvironment.configuration().toUri(),
        "--db-scheduler.heartbeat-interval=2m",
        "--db-scheduler.missed-heartbeats-limit=5");
  }
}
