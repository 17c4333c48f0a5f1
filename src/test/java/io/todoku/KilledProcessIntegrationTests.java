package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.TodokuServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A power cut in the middle of a scan. */
class KilledProcessIntegrationTests {

  private static final String ID = "222222222222";

  @TempDir Path dir;

  private final HttpClient client = HttpClient.newHttpClient();

  private HttpResponse<String> call(TodokuServer todoku, String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(todoku.address() + "/api/v1" + path))
            .header("Authorization", "Bearer a-token-for-tests")
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void whatWasStoredIsThereAndTheScanSaysThatItWasInterrupted() throws Exception {
    try (ServerSocket silence = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
      Map<String, String> environment =
          Map.of(
              "TODOKU_API_TOKEN", "a-token-for-tests",
              "AWS_ENDPOINT_URL", "http://127.0.0.1:" + silence.getLocalPort(),
              "AWS_ACCESS_KEY_ID", "test",
              "AWS_SECRET_ACCESS_KEY", "test");
      String sample =
          new ClassPathResource("sample/" + ID + ".json")
              .getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
      String scan;
      try (TodokuServer first = TodokuServer.start(dir, environment)) {
        assertThat(call(first, "POST", "/snapshots", sample).statusCode()).isEqualTo(201);
        assertThat(
                call(first, "PUT", "/accounts/" + ID, "{\"id\":\"%s\"}".formatted(ID)).statusCode())
            .isEqualTo(200);
        scan =
            call(first, "POST", "/scans", "{\"accounts\":[\"%s\"]}".formatted(ID))
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .substring("/api/v1".length());
        assertThat(state(first, scan)).isEqualTo("RUNNING");
        first.kill();
      }

      try (TodokuServer second = TodokuServer.start(dir, environment)) {
        second.awaitLog("1 scans were interrupted");
        assertThat(state(second, scan)).isEqualTo("FAILED");
        JsonNode list =
            new JsonMapper()
                .readTree(call(second, "GET", "/accounts/" + ID + "/checklist", "").body());
        assertThat(list.at("/readiness").asString()).isEqualTo("NOT_READY");
        assertThat(Files.exists(dir.resolve("data"))).isTrue();
      }
    }
  }

  private String state(TodokuServer todoku, String scan) throws Exception {
    return new JsonMapper().readTree(call(todoku, "GET", scan, "").body()).at("/state").asString();
  }
}
