package io.todoku.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.Peers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who may see which part of the application's health, while no resolver answers. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:health;DB_CLOSE_DELAY=-1",
      "management.prometheus.metrics.export.enabled=true",
      "todoku.api-token=a-token-for-tests-V7nKq3xWz9Lr"
    })
class HealthIntegrationTests {

  private static final String UNUSED_ADDRESS = "127.0.0.1:" + Peers.freePort("127.0.0.1");

  @LocalServerPort int port;
  private final HttpClient client = HttpClient.newHttpClient();

  @DynamicPropertySource
  static void useAnUnavailableResolver(DynamicPropertyRegistry properties) {
    properties.add("todoku.dns.resolvers", () -> UNUSED_ADDRESS);
  }

  private HttpResponse<String> get(String path, boolean withToken) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator" + path));
    if (withToken) {
      request.header("Authorization", "Bearer a-token-for-tests-V7nKq3xWz9Lr");
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return new JsonMapper().readTree(answer.body());
  }

  @Test
  void withoutSignInOnlyTheStatusIsShown() throws Exception {
    HttpResponse<String> answer = get("/health", false);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    assertThat(json(answer).at("/status").asString()).isEqualTo("DEGRADED");
    assertThat(answer.body()).doesNotContain("components", "details", UNUSED_ADDRESS);
    assertThat(get("/health/resolver", false).statusCode()).isEqualTo(404);
  }

  @Test
  void administratorsSeeWhichComponentIsUnavailable() throws Exception {
    HttpResponse<String> answer = get("/health", true);

    assertThat(answer.statusCode()).as("degraded is not down").isEqualTo(200);
    JsonNode parts = json(answer).at("/components");
    assertThat(parts.at("/db/status").asString()).isEqualTo("UP");
    assertThat(parts.at("/disk/status").asString()).as("in memory").isEqualTo("UNKNOWN");
    assertThat(parts.at("/resolver/status").asString()).isEqualTo("DEGRADED");
    assertThat(parts.at("/resolver/details").propertyNames()).containsExactly(UNUSED_ADDRESS);
    assertThat(parts.at("/port25/status").asString()).isEqualTo("UNKNOWN");
    assertThat(parts.at("/port25/details/reason").asString())
        .contains("todoku.probe.relay-recipient");
  }

  @Test
  void anUnavailableResolverLeavesTheNodeReady() throws Exception {
    JsonNode ready = json(get("/health/readiness", true));
    assertThat(ready.at("/status").asString()).isEqualTo("UP");
    assertThat(ready.at("/components").propertyNames())
        .containsExactlyInAnyOrder("db", "readinessState");
    assertThat(json(get("/health/readiness", false)).at("/status").asString()).isEqualTo("UP");
    assertThat(json(get("/health/liveness", false)).at("/status").asString()).isEqualTo("UP");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/prometheus", "/info"})
  void metricsAndInfoNeedAnAdministrator(String path) throws Exception {
    HttpResponse<String> anonymous = get(path, false);
    assertThat(anonymous.statusCode()).isEqualTo(401);
    assertThat(anonymous.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(get(path, true).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/env", "/heapdump", "/beans", "/loggers", "/shutdown", "/metrics"})
  void otherActuatorEndpointsDoNotExist(String path) throws Exception {
    assertThat(get(path, false).statusCode()).isEqualTo(401);
    assertThat(get(path, true).statusCode()).isEqualTo(404);
  }
}
