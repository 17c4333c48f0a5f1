package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.Postgres;
import io.todoku.peers.TcpRelay;
import io.todoku.testing.TodokuApiClient;
import io.todoku.testing.TwoAccountsEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Power cuts in the middle of a scan, on one node and on one of two, and a database that is away.
 */
class KilledProcessIntegrationTests extends ScanningServerFixture {

  private static final int KILLS = 10;
  private static final Duration AWAY = Duration.ofSeconds(30);

  @Test
  void onH2TheScanContinuesHoweverOftenTheProcessIsKilled() throws Exception {
    killedAgainAndAgain("h2", Map.of());
  }

  @Test
  void onPostgresTheScanContinuesHoweverOftenTheProcessIsKilled() throws Exception {
    Postgres.require();
    killedAgainAndAgain("postgres", Postgres.createDatabase().environment());
  }

  /** Whenever one more cell is done, the process ends: so in every phase, at its very beginning. */
  private static void killedAgainAndAgain(String name, Map<String, String> database)
      throws Exception {
    twoAccounts.aws().reset();
    twoAccounts.aws().setDelay(Duration.ofMillis(150));
    StringBuilder log = new StringBuilder();
    Map<String, Long> settled = new HashMap<>();
    TodokuApiClient todoku = twoAccounts.startServer(dir.resolve(name), database);
    try {
      String run = todoku.scan();
      for (int kill = 1; kill <= KILLS; kill++) {
        int cells = kill;
        JsonNode seen =
            todoku.await(
                run,
                json ->
                    TodokuApiClient.cells(json).filter(TodokuApiClient::isDone).count() >= cells
                        || TodokuApiClient.isEnded(json));
        assertThat(TodokuApiClient.isEnded(seen)).as("before kill %s", kill).isFalse();
        todoku.kill();
        log.append(todoku.server().log());
        addCompletedCalls(seen, twoAccounts.aws().counts(), settled);
        todoku = twoAccounts.startServer(dir.resolve(name), database);
      }
      JsonNode end = todoku.awaitEnd(run);
      log.append(todoku.server().log());

      assertThat(end.at("/state").asString()).isEqualTo("DONE");
      assertThat(TwoAccountsEnvironment.findings(todoku)).isEqualTo(undisturbedFindings);
      assertThat(log).contains("is taken over from node", "The scan of account", "is done: ");
      assertEachCellOnce(end);
      assertThat(settled).as("Regions that were read before a kill").isNotEmpty();
      Map<String, Long> counts = twoAccounts.aws().counts();
      settled.forEach((call, count) ->
          assertThat(counts.get(call)).as("%s is not asked again", call).isEqualTo(count));
      assertThat(todoku.json("/accounts/" + TwoAccountsEnvironment.BROKEN_ACCOUNT + "/history"))
          .hasSize(1);
    } finally {
      todoku.close();
    }
  }

  /** The calls of Regions that are done: their number is not to change any more. */
  private static void addCompletedCalls(
      JsonNode run, Map<String, Long> counts, Map<String, Long> settled) {
    for (JsonNode part : run.at("/accounts")) {
      for (JsonNode cell : part.at("/cells")) {
        String region = cell.at("/region").asString();
        String call = part.at("/account").asString() + " " + region + " ec2:DescribeAddresses";
        if (!region.isEmpty() && TodokuApiClient.isDone(cell)) {
          settled.putIfAbsent(call, counts.getOrDefault(call, 0L));
        }
      }
    }
  }

  private static void assertEachCellOnce(JsonNode run) {
    for (JsonNode part : run.at("/accounts")) {
      List<String> cells = new ArrayList<>();
      part.at("/cells")
          .forEach(c -> cells.add(c.at("/source").asString() + " " + c.at("/region").asString()));
      assertThat(cells)
          .containsExactlyInAnyOrder(
              "ACCOUNT ",
              "REGION " + TwoAccountsEnvironment.REGION,
              "SUPPORT ",
              "ZONES ",
              "DNS ",
              "SERVERS ");
    }
  }

  @Test
  void whenOneOfTwoNodesIsKilledTheOtherFinishesTheScan() throws Exception {
    Postgres.require();
    Map<String, String> database = Postgres.createDatabase().environment();
    twoAccounts.aws().reset();
    twoAccounts.aws().setDelay(Duration.ofMillis(400));
    try (TodokuApiClient one = twoAccounts.startServer(dir.resolve("one"), database);
        TodokuApiClient other = twoAccounts.startServer(dir.resolve("other"), database)) {
      String run = one.scan();
      JsonNode seen =
          one.await(
              run,
              json ->
                  TodokuApiClient.cells(json, "RUNNING").findAny().isPresent()
                      && TodokuApiClient.cells(json).filter(TodokuApiClient::isDone).count() >= 2);
      assertThat(TodokuApiClient.isEnded(seen)).isFalse();
      assertThat(other.scan()).as("asked at the other node, it is the same scan").isEqualTo(run);

      one.kill();
      JsonNode end = other.awaitEnd(run);

      assertThat(end.at("/state").asString()).isEqualTo("DONE");
      assertThat(TwoAccountsEnvironment.findings(other)).isEqualTo(undisturbedFindings);
      assertEachCellOnce(end);

      String again = other.scan();
      try (TodokuApiClient third = twoAccounts.startServer(dir.resolve("third"), database)) {
        JsonNode shared = third.awaitEnd(again);
        assertThat(TodokuApiClient.cells(shared).map(cell -> cell.at("/starts").asInt()))
            .as("nobody dies: each cell is done once")
            .containsOnly(1);
        assertThat(TwoAccountsEnvironment.findings(third)).isEqualTo(undisturbedFindings);
      }
    }
  }

  @Test
  void aScanSurvivesADatabaseOutageOfHalfAMinute() throws Exception {
    Postgres.require();
    twoAccounts.aws().reset();
    twoAccounts.aws().setDelay(Duration.ofMillis(400));
    try (TcpRelay cable = TcpRelay.to(Postgres.port());
        TodokuApiClient todoku =
            twoAccounts.startServer(
                dir.resolve("cable"),
                Postgres.createDatabase().environment(cable.port()),
                "--spring.datasource.hikari.connection-timeout=2000")) {
      String run = todoku.scan();
      todoku.await(
          run, json -> TodokuApiClient.cells(json).filter(TodokuApiClient::isDone).count() >= 2);

      cable.disconnect();
      todoku.server().awaitLog("The database does not answer; waiting for it");
      Thread.sleep(AWAY); // how long it is away is what is tested
      cable.reconnect();

      todoku.server().awaitLog("The database is available again");
      JsonNode end = todoku.awaitEnd(run);
      assertThat(end.at("/state").asString()).isEqualTo("DONE");
      assertThat(TwoAccountsEnvironment.findings(todoku)).isEqualTo(undisturbedFindings);
      assertEachCellOnce(end);
      assertThat(todoku.json("/accounts/" + TwoAccountsEnvironment.BROKEN_ACCOUNT + "/history"))
          .hasSize(1);
    }
  }
}
