package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.todoku.peers.AwsResponses;
import io.todoku.testing.TodokuApiClient;
import io.todoku.testing.TodokuServer;
import io.todoku.testing.TwoAccountsEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The metrics and log lines of a scan. */
class MetricsIntegrationTests {

  private static final Set<String> ACCOUNTS =
      Set.of(TwoAccountsEnvironment.HEALTHY_ACCOUNT, TwoAccountsEnvironment.BROKEN_ACCOUNT);

  @TempDir Path dir;

  @Test
  void aScanIsCountedAndItsLogLinesNameTheAccount() throws Exception {
    try (TwoAccountsEnvironment testEnvironment = TwoAccountsEnvironment.start(dir)) {
      testEnvironment
          .aws()
          .respondWith(
              AwsResponses.throttling(call -> call.name().equals("ec2:DescribeAddresses"), 3))
          .respondWith(AwsResponses.denying(call -> call.name().equals("ec2:DescribeSubnets")));
      try (TodokuServer todoku =
          TodokuServer.start(
              dir,
              testEnvironment.serverEnvironment(),
              "--spring.config.additional-location=" + testEnvironment.configuration().toUri(),
              "--logging.structured.format.console=logstash",
              "--logging.level.software.amazon.awssdk.request=debug")) {
        TodokuApiClient api = new TodokuApiClient(todoku);
        String run = api.scan();
        JsonNode end = api.awaitEnd(run);

        awaitQueue(api);
        Map<String, Double> numbers = numbers(api.metrics());
        assertThat(numbers)
            .containsEntry("todoku_scan_seconds_count{outcome=\"partial\"}", 2.0)
            .containsEntry("todoku_cells_total{result=\"done\",source=\"region\"}", 2.0)
            .containsEntry("todoku_cells_total{result=\"done\",source=\"account\"}", 2.0)
            .containsEntry("todoku_gaps_total{cause=\"denied\"}", 2.0)
            .containsEntry(
                "todoku_aws_calls_total{api=\"ec2:DescribeAddresses\",result=\"throttled\"}", 3.0)
            .containsEntry(
                "todoku_aws_calls_total{api=\"ec2:DescribeAddresses\",result=\"ok\"}", 2.0)
            .containsEntry(
                "todoku_aws_calls_total{api=\"ec2:DescribeSubnets\",result=\"refused\"}", 2.0)
            .containsEntry("todoku_cells_running", 0.0)
            .hasEntrySatisfying("todoku_queue_due", due -> assertThat(due).isNotNaN());
        assertThat(numbers.keySet())
            .anyMatch(name -> name.startsWith("db_scheduler") || name.startsWith("dbscheduler"))
            .noneMatch(name -> ACCOUNTS.stream().anyMatch(name::contains));

        assertLinesOf(todoku.log(), end.at("/id").asString());
      }
    }
  }

  /**
   * The queue is measured after the first request for metrics; the last job ends after its scan.
   */
  private static void awaitQueue(TodokuApiClient api) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            api::metrics,
            metrics ->
                !metrics.contains("todoku_queue_due NaN")
                    && metrics.contains("todoku_cells_running 0.0"));
  }

  /** The SDK logs each request in the thread that makes it: one that a collector started. */
  private static void assertLinesOf(String log, String scan) {
    List<JsonNode> lines =
        log.lines()
            .filter(line -> line.startsWith("{"))
            .map(line -> new JsonMapper().readTree(line))
            .filter(
                line -> line.at("/logger_name").asString().equals("software.amazon.awssdk.request"))
            .toList();
    assertThat(lines).hasSizeGreaterThan(20);
    assertThat(lines)
        .allSatisfy(line -> {
          assertThat(line.at("/scan").asString()).isEqualTo(scan);
          assertThat(line.at("/account").asString()).isIn(ACCOUNTS);
        });
    assertThat(lines)
        .extracting(line -> line.at("/account").asString())
        .contains(TwoAccountsEnvironment.HEALTHY_ACCOUNT, TwoAccountsEnvironment.BROKEN_ACCOUNT);
  }

  private static Map<String, Double> numbers(String exposition) {
    Map<String, Double> numbers = new HashMap<>();
    exposition
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> {
          int blank = line.lastIndexOf(' ');
          numbers.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
        });
    return numbers;
  }
}
