package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How the accounts stand, as numbers to alert on, for a token that may read nothing else. */
@TestPropertySource(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:monitoring;DB_CLOSE_DELAY=-1",
      "management.prometheus.metrics.export.enabled=true",
      "todoku.scrape-token=a-scrape-token-9Zq4LmT2vXbR"
    })
class MonitoringIntegrationTests extends ApiFixture {

  private static final Path ALERTS = Path.of("docs/monitoring/alerts.yaml");
  private static final Path GRAFANA = Path.of("docs/monitoring/grafana.json");
  private static final Pattern METRIC = Pattern.compile("\\btodoku_[a-z0-9_]+");

  private HttpResponse<String> scrape(String path, String token) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + token)
            .build(),
        BodyHandlers.ofString());
  }

  private String exposition() throws Exception {
    HttpResponse<String> answer = scrape("/actuator/prometheus", "a-scrape-token-9Zq4LmT2vXbR");
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private Map<String, Double> numbers() throws Exception {
    Map<String, Double> numbers = new HashMap<>();
    exposition()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> {
          int blank = line.lastIndexOf(' ');
          numbers.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
        });
    return numbers;
  }

  @Test
  void accountsFindingsAndExpiriesAreCounted() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(numbers())
                .containsEntry("todoku_accounts{readiness=\"not_ready\"}", 1.0)
                .containsEntry("todoku_accounts{readiness=\"never\"}", 1.0)
                .containsEntry("todoku_accounts{readiness=\"ready\"}", 0.0)
                .containsEntry(
                    "todoku_findings{level=\"required\",rule=\"ptr-matches-a\",verdict=\"fail\"}",
                    1.0)
                .containsEntry(
                    "todoku_findings{level=\"required\",rule=\"ptr-matches-a\",verdict=\"pass\"}",
                    0.0)
                .containsEntry("todoku_outage_accounts{cause=\"resolvers\"}", 0.0)
                .containsEntry("todoku_deliveries_waiting", 0.0)
                .containsKey("todoku_scan_oldest_age_seconds")
                .containsEntry("todoku_expiries{type=\"waiver\",within=\"30d\"}", 0.0));

    LocalDate soon = LocalDate.now(ZoneOffset.UTC).plusDays(20);
    String waiver =
        """
        {"rule":"ptr-matches-a","resource":"192.0.2.7","reason":"on purpose","expires":"%s"}
        """
            .formatted(soon);
    assertThat(call("POST", "/accounts/" + ACCOUNT_ID + "/waivers", waiver).status())
        .isEqualTo(201);
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(() ->
            assertThat(numbers())
                .containsEntry(
                    "todoku_findings{level=\"required\",rule=\"ptr-matches-a\",verdict=\"fail\"}",
                    0.0)
                .containsEntry(
                    "todoku_findings{level=\"required\",rule=\"ptr-matches-a\",verdict=\"waived\"}",
                    1.0)
                .containsEntry("todoku_expiries{type=\"waiver\",within=\"7d\"}", 0.0)
                .containsEntry("todoku_expiries{type=\"waiver\",within=\"30d\"}", 1.0)
                .containsEntry("todoku_expiries{type=\"attestation\",within=\"30d\"}", 0.0));
    assertThat(exposition()).doesNotContain(ACCOUNT_ID, "Example KK");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/health/resolver",
        "/actuator/metrics",
        "/actuator/info",
        "/actuator/prometheus/x",
        "/api/v1/accounts",
        "/api/v1/rules",
        "/v3/api-docs"
      })
  void theScrapeTokenOpensNothingElse(String path) throws Exception {
    assertThat(scrape(path, "a-scrape-token-9Zq4LmT2vXbR").statusCode()).isEqualTo(401);
  }

  @Test
  void anotherTokenReadsNoMetrics() throws Exception {
    assertThat(scrape("/actuator/prometheus", "a-scrape-token-9Zq4LmT2vXbr").statusCode())
        .isEqualTo(401);
  }

  private static Set<String> metricsIn(Path file) throws IOException {
    return new TreeSet<>(
        METRIC
            .matcher(Files.readString(file))
            .results()
            .map(MatchResult::group)
            .map(name -> name.replaceFirst("_(count|sum|bucket)$", ""))
            .toList());
  }

  @Test
  void theAlertRulesAndTheDashboardUseMetricsThatAreDocumented() throws Exception {
    Set<String> documented = metricsIn(Path.of("docs/operations.md"));

    assertThat(metricsIn(ALERTS)).isNotEmpty().isSubsetOf(documented);
    assertThat(metricsIn(GRAFANA)).isNotEmpty().isSubsetOf(documented);
  }

  /** Counters appear with their first count; all gauges are there from the start. */
  @Test
  void everyDocumentedGaugeOfAccountsIsExported() throws Exception {
    String exposition = exposition();

    assertThat(
            List.of(
                "todoku_accounts",
                "todoku_findings",
                "todoku_scan_oldest_age_seconds",
                "todoku_outage_accounts",
                "todoku_expiries",
                "todoku_deliveries_waiting",
                "todoku_queue_due",
                "todoku_cells_running"))
        .allSatisfy(name -> assertThat(exposition).contains("# TYPE " + name + " gauge"));
    assertThat(metricsIn(Path.of("docs/operations.md"))).contains("todoku_deliveries_total");
  }

  @Test
  void eachAlertRuleHasWhatPrometheusNeeds() throws Exception {
    Map<String, Object> file = new Yaml().load(Files.readString(ALERTS));
    List<Map<String, Object>> rules =
        ((List<Map<String, Object>>) file.get("groups"))
            .stream()
                .flatMap(group -> ((List<Map<String, Object>>) group.get("rules")).stream())
                .toList();

    assertThat(rules)
        .hasSizeGreaterThan(6)
        .allSatisfy(rule -> {
          assertThat(rule).containsOnlyKeys("alert", "expr", "for", "labels", "annotations");
          assertThat((Map<String, Object>) rule.get("annotations"))
              .containsKeys("summary", "description");
        });
    assertThat(rules).extracting(rule -> rule.get("alert")).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "Accounts by readiness, todoku_accounts",
    "Failing findings by rule, todoku_findings"
  })
  void theDashboardHasItsPanels(String title, String metric) throws Exception {
    JsonNode dashboard = new JsonMapper().readTree(Files.readString(GRAFANA));

    assertThat(dashboard.at("/panels").valueStream())
        .filteredOn(panel -> panel.at("/title").asString().equals(title))
        .singleElement()
        .satisfies(panel -> assertThat(panel.at("/targets/0/expr").asString()).contains(metric));
  }
}
