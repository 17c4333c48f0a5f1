package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.AwsProxy.AwsCall;
import io.todoku.peers.AwsProxy.AwsResponse;
import io.todoku.peers.AwsResponses;
import io.todoku.peers.LossyResolver;
import io.todoku.peers.Peers;
import io.todoku.testing.TodokuApiClient;
import io.todoku.testing.TwoAccountsEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whole scans by the jar while a dependency fails. */
class FailingDependenciesIntegrationTests extends ScanningServerFixture {

  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

  @BeforeEach
  void calm() {
    twoAccounts.aws().reset();
  }

  private static void assertDone(TodokuApiClient todoku, String run) throws Exception {
    JsonNode end = todoku.awaitEnd(run);
    assertThat(end.at("/state").asString()).isEqualTo("DONE");
    for (JsonNode part : end.at("/accounts")) {
      List<String> cells =
          part.at("/cells")
              .valueStream()
              .map(cell -> cell.at("/source").asString() + " " + cell.at("/region").asString())
              .toList();
      assertThat(cells).doesNotHaveDuplicates().hasSize(6);
    }
  }

  @Test
  void whenAThirdOfAllCallsIsThrottledTheScanCompletes() throws Exception {
    Random chance = new Random(42);
    Predicate<AwsCall> unlucky =
        call -> {
          synchronized (chance) {
            return !call.service().equals("sts") && chance.nextInt(10) < 3;
          }
        };
    try (TodokuApiClient todoku = twoAccounts.startServer(dir.resolve("throttled"), Map.of())) {
      twoAccounts.aws().respondWith(AwsResponses.throttling(unlucky, Integer.MAX_VALUE));
      String run = todoku.scan();

      assertDone(todoku, run);
      assertThat(TwoAccountsEnvironment.findings(todoku)).isEqualTo(undisturbedFindings);
    }
  }

  @Test
  void whenAnApiHangsTheScanCompletes() throws Exception {
    try (TodokuApiClient todoku = twoAccounts.startServer(dir.resolve("hangs"), Map.of())) {
      twoAccounts
          .aws()
          .respondWith(
              AwsResponses.respond(
                  call ->
                      call.account().equals(TwoAccountsEnvironment.BROKEN_ACCOUNT)
                          && call.action().equals("DescribeDBSubnetGroups"),
                  AwsResponse.NO_RESPONSE));
      assertDone(todoku, todoku.scan());

      String checklist =
          todoku
              .json("/accounts/" + TwoAccountsEnvironment.BROKEN_ACCOUNT + "/checklist")
              .toString();
      assertThat(checklist).contains("rds:DescribeDBSubnetGroups");
      assertThat(lines(TwoAccountsEnvironment.findings(todoku)))
          .filteredOn(line ->
              !line.startsWith("rds-") && !line.contains(TwoAccountsEnvironment.BROKEN_ACCOUNT))
          .isEqualTo(
              lines(undisturbedFindings).stream()
                  .filter(line ->
                      !line.startsWith("rds-")
                          && !line.contains(TwoAccountsEnvironment.BROKEN_ACCOUNT))
                  .toList());
      assertThat(lines(TwoAccountsEnvironment.findings(todoku)))
          .filteredOn(line -> line.startsWith("rds-subnet-group-spans-azs"))
          .isNotEmpty()
          .allMatch(line -> line.contains("UNKNOWN"));

      twoAccounts.aws().reset();
      assertDone(todoku, todoku.scan());
      assertThat(TwoAccountsEnvironment.findings(todoku)).isEqualTo(undisturbedFindings);
    }
  }

  private static List<String> lines(String findings) {
    return findings.lines().toList();
  }

  @Test
  void whenAResolverDropsEveryThirdQueryTheFindingsAreUnchanged() throws Exception {
    try (LossyResolver lossy = LossyResolver.inFrontOf(twoAccounts.resolver());
        TodokuApiClient todoku =
            twoAccounts.startServer(
                dir.resolve("lossy"), Map.of(), "--todoku.dns.resolvers[0]=" + lossy.resolver())) {
      assertDone(todoku, todoku.scan());

      assertThat(lossy.lostCount()).isGreaterThan(5);
      assertThat(
              TwoAccountsEnvironment.findings(todoku)
                  .replace(lossy.resolver(), twoAccounts.resolver()))
          .isEqualTo(undisturbedFindings);
    }
  }

  /** The file of H2 can grow no further; what was stored before is there once it can again. */
  @Test
  void aScanSurvivesAFullDisk() throws Exception {
    Peers.require(Files.isExecutable(PRLIMIT), "prlimit");
    try (TodokuApiClient todoku = twoAccounts.startServer(dir.resolve("full"), Map.of())) {
      assertDone(todoku, todoku.scan());

      twoAccounts.aws().setDelay(Duration.ofMillis(400));
      String run = todoku.scan();
      todoku.await(run, json -> TodokuApiClient.cells(json).anyMatch(TodokuApiClient::isDone));
      limit(todoku, Files.size(dir.resolve("full/data/todoku.mv.db")) + "");
      todoku.server().awaitLog("The database file cannot be written");

      limit(todoku, "unlimited");
      todoku.server().awaitLog("The database is available again");
      assertDone(todoku, run);
      assertThat(TwoAccountsEnvironment.findings(todoku)).isEqualTo(undisturbedFindings);
      assertThat(todoku.json("/accounts/" + TwoAccountsEnvironment.BROKEN_ACCOUNT + "/history"))
          .hasSize(2);
    }
  }

  private static void limit(TodokuApiClient todoku, String bytes) throws Exception {
    new ProcessBuilder(
            PRLIMIT.toString(),
            "--pid",
            String.valueOf(todoku.server().pid()),
            "--fsize=" + bytes + ":unlimited")
        .inheritIO()
        .start()
        .waitFor();
  }
}
