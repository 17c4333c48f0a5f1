package io.todoku.peers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process of the jar in a {@link TwoAccountsEnvironment}, driven by its REST interface. */
public final class ScanningServer implements AutoCloseable {

  private static final String TOKEN = "a-token-for-tests";
  private static final long TIMEOUT_SECONDS = 180;

  private final TodokuServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  private ScanningServer(TodokuServer server) {
    this.server = server;
  }

  /**
   * @param dir for its data, where it has no other database; what is there already is used
   * @param database environment that leads to one; empty: H2
   */
  public static ScanningServer start(
      TwoAccountsEnvironment testEnvironment,
      Path dir,
      Map<String, String> database,
      String... arguments)
      throws IOException {
    Map<String, String> environment = new HashMap<>(database);
    environment.putAll(
        Map.of(
            "TODOKU_API_TOKEN",
            TOKEN,
            "AWS_ENDPOINT_URL",
            testEnvironment.aws().endpoint(),
            "AWS_ACCESS_KEY_ID",
            "test",
            "AWS_SECRET_ACCESS_KEY",
            "test"));
    List<String> all =
        new ArrayList<>(
            List.of(
                "--spring.config.additional-location=" + testEnvironment.configuration().toUri(),
                "--db-scheduler.heartbeat-interval=500ms",
                "--db-scheduler.missed-heartbeats-limit=4"));
    all.addAll(List.of(arguments));
    return new ScanningServer(
        TodokuServer.start(Files.createDirectories(dir), environment, all.toArray(String[]::new)));
  }

  public TodokuServer server() {
    return server;
  }

  public void kill() throws InterruptedException {
    server.kill();
  }

  /** Scans all accounts; the path of the run. */
  public String scan() throws IOException, InterruptedException {
    HttpResponse<String> started = call("POST", "/scans", "{}");
    return started.headers().firstValue("Location").orElseThrow().substring("/api/v1".length());
  }

  public JsonNode awaitEnd(String run) throws IOException, InterruptedException {
    return await(run, ScanningServer::isEnded);
  }

  public static boolean isEnded(JsonNode run) {
    return !run.at("/state").asString().equals("RUNNING");
  }

  /** All cells of a run, each with its account. */
  public static Stream<JsonNode> cells(JsonNode run) {
    return run.at("/accounts").valueStream().flatMap(part -> part.at("/cells").valueStream());
  }

  public static boolean isDone(JsonNode cell) {
    return cell.at("/state").asString().equals("DONE");
  }

  public JsonNode await(String path, Predicate<JsonNode> until)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    JsonNode seen = json(path);
    while (!until.test(seen)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never came: " + seen + "\n" + server.log());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      seen = json(path);
    }
    return seen;
  }

  /** What the checklists of both accounts find, without times. */
  public String findings() throws IOException, InterruptedException {
    StringBuilder all = new StringBuilder();
    for (String account :
        List.of(TwoAccountsEnvironment.HEALTHY_ACCOUNT, TwoAccountsEnvironment.BROKEN_ACCOUNT)) {
      JsonNode list = json("/accounts/" + account + "/checklist");
      all.append(account).append(' ').append(list.at("/readiness").asString());
      all.append(' ').append(list.at("/scan/outcome").asString()).append('\n');
      for (JsonNode item : list.at("/items")) {
        all.append(item.at("/rule").asString())
            .append(' ')
            .append(item.at("/resource"))
            .append(' ')
            .append(item.at("/verdict").asString())
            .append(' ')
            .append(item.at("/summary").asString())
            .append('\n');
      }
    }
    return all.toString();
  }

  public JsonNode json(String path) throws IOException, InterruptedException {
    return new JsonMapper().readTree(call("GET", path, "").body());
  }

  public HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.address() + "/api/v1" + path))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Override
  public void close() {
    server.close();
  }
}
