package io.todoku.testing;

import io.todoku.peers.AwsTestAccounts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the REST API of a server that runs as a process of its own; closes it too. */
public final class TodokuApiClient implements AutoCloseable {

  private static final String TOKEN = "a-token-for-tests-V7nKq3xWz9Lr";

  private static final String API = "/api/v1";
  private static final Duration TIMEOUT = Duration.ofSeconds(180);

  private final HttpClient client = HttpClient.newHttpClient();
  private final TodokuServer server;

  /**
   * @param server started with the {@link #serverEnvironment}
   */
  public TodokuApiClient(TodokuServer server) {
    this.server = server;
  }

  /** Environment variables of a server that asks these accounts and that this client calls. */
  public static Map<String, String> serverEnvironment(AwsTestAccounts accounts) {
    Map<String, String> environment = new HashMap<>(accounts.sdkEnvironment());
    environment.put("TODOKU_API_TOKEN", TOKEN);
    return environment;
  }

  public TodokuServer server() {
    return server;
  }

  public void kill() throws InterruptedException {
    server.kill();
  }

  /**
   * @param path below {@code /api/v1}
   */
  public HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(method, API + path, body);
  }

  /** The metrics in the format of Prometheus. */
  public String metrics() throws IOException, InterruptedException {
    return send("GET", "/actuator/prometheus", "").body();
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.address() + path))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /**
   * @param path below {@code /api/v1}
   */
  public JsonNode json(String path) throws IOException, InterruptedException {
    return new JsonMapper().readTree(call("GET", path, "").body());
  }

  /** Starts a scan of all accounts and returns the path of the run, below {@code /api/v1}. */
  public String scan() throws IOException, InterruptedException {
    HttpResponse<String> started = call("POST", "/scans", "{\"all\":true}");
    return started.headers().firstValue("Location").orElseThrow().substring(API.length());
  }

  /** Waits until the run has ended and returns it. */
  public JsonNode awaitEnd(String run) throws IOException {
    return await(run, TodokuApiClient::isEnded);
  }

  /**
   * Waits until what stands at the path fulfils the condition and returns it; a failure contains
   * the server's log.
   */
  public JsonNode await(String path, Predicate<JsonNode> condition) throws IOException {
    try {
      return Awaitility.await(path)
          .atMost(TIMEOUT)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> json(path), condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(e.getMessage() + "\n" + server.log(), e);
    }
  }

  public static boolean isEnded(JsonNode run) {
    return !run.at("/state").asString().equals("RUNNING");
  }

  /** The cells of all accounts of a run. */
  public static Stream<JsonNode> cells(JsonNode run) {
    return run.at("/accounts").valueStream().flatMap(part -> part.at("/cells").valueStream());
  }

  /** The cells of all accounts of a run that are in this state. */
  public static Stream<JsonNode> cells(JsonNode run, String state) {
    return cells(run).filter(cell -> cell.at("/state").asString().equals(state));
  }

  public static boolean isDone(JsonNode cell) {
    return cell.at("/state").asString().equals("DONE");
  }

  @Override
  public void close() {
    server.close();
  }
}
