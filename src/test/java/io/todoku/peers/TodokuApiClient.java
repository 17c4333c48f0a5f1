package io.todoku.peers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The application's REST interface, as automation uses it, at a process of its own. */
public final class TodokuApiClient {

  private static final String TOKEN = "a-token-for-tests";
  private static final Duration TIMEOUT = Duration.ofSeconds(120);

  private final HttpClient client = HttpClient.newHttpClient();
  private final TodokuServer server;

  public TodokuApiClient(TodokuServer server) {
    this.server = server;
  }

  /** What a process needs to be asked, and to ask this AWS. */
  public static Map<String, String> environment(AwsProxy aws) {
    return Map.of(
        "TODOKU_API_TOKEN",
        TOKEN,
        "AWS_ENDPOINT_URL",
        aws.endpoint(),
        "AWS_ACCESS_KEY_ID",
        "test",
        "AWS_SECRET_ACCESS_KEY",
        "test");
  }

  public HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.address() + path))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  public JsonNode json(String path) throws IOException, InterruptedException {
    return new JsonMapper().readTree(call("GET", path, "").body());
  }

  /** Scans all accounts; the path of the run. */
  public String scan() throws IOException, InterruptedException {
    return call("POST", "/api/v1/scans", "{}").headers().firstValue("Location").orElseThrow();
  }

  public JsonNode awaitEnd(String run) throws IOException, InterruptedException {
    return await(run, json -> !json.at("/state").asString().equals("RUNNING"));
  }

  public JsonNode await(String path, Predicate<JsonNode> until)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    JsonNode json = json(path);
    while (!until.test(json)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never came: " + json + "\n" + server.log());
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      json = json(path);
    }
    return json;
  }

  /** The cells of all accounts of a run that are in this state. */
  public static List<JsonNode> cells(JsonNode run, String state) {
    return run.at("/accounts")
        .valueStream()
        .flatMap(account -> account.at("/cells").valueStream())
        .filter(cell -> cell.at("/state").asString().equals(state))
        .toList();
  }
}
