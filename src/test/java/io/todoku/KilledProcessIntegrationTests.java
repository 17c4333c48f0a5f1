package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.AwsEnvironment;
import io.todoku.peers.MailWorld;
import io.todoku.peers.TodokuServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Power cuts in the middle of a scan, one after another. */
class KilledProcessIntegrationTests {

  private static final int KILLS = 10;
  private static final String TOKEN = "a-token-for-tests";

  @TempDir Path dir;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void theScanGoesOnWhereItWasHoweverOftenTheProcessIsKilled() throws Exception {
    try (MailWorld world = MailWorld.start(dir);
        AwsEnvironment aws = AwsEnvironment.at(world.aws().endpoint())) {
      String undisturbed;
      try (TodokuServer calm = start(world, "calm")) {
        String run = scan(calm);
        awaitEnd(calm, run);
        undisturbed = findings(calm);
      }
      world.aws().calm();
      world.aws().slow(Duration.ofMillis(150));

      TodokuServer todoku = start(world, "killed");
      List<String> logs = new ArrayList<>();
      Map<String, Long> settled = new HashMap<>();
      try {
        String run = scan(todoku);
        for (int kill = 1; kill <= KILLS; kill++) {
          JsonNode seen = awaitDone(todoku, run, kill);
          assertThat(seen.at("/state").asString()).as("before kill %s", kill).isEqualTo("RUNNING");
          todoku.kill();
          logs.add(todoku.log());
          settle(seen, world.aws().counts(), settled);
          todoku = start(world, "killed");
        }
        JsonNode end = awaitEnd(todoku, run);
        logs.add(todoku.log());

        assertThat(end.at("/state").asString()).isEqualTo("DONE");
        assertThat(findings(todoku)).isEqualTo(undisturbed);
        assertThat(String.join("\n", logs)).contains("is taken over from node");
        assertThat(logs.getLast()).contains("The scan of account").contains("is done: ");
        Map<String, Long> counts = world.aws().counts();
        assertThat(settled).as("Regions that were read before a kill").isNotEmpty();
        settled.forEach((call, count) ->
            assertThat(counts.get(call)).as("%s is not asked again", call).isEqualTo(count));
        for (JsonNode part : end.at("/accounts")) {
          assertThat(part.at("/cells").valueStream().map(KilledProcessIntegrationTests::name))
              .as("no cell twice")
              .doesNotHaveDuplicates()
              .hasSizeGreaterThan(5);
        }
      } finally {
        todoku.close();
      }
    }
  }

  private TodokuServer start(MailWorld world, String name) throws IOException {
    return TodokuServer.start(
        Files.createDirectories(dir.resolve(name)),
        Map.of(
            "TODOKU_API_TOKEN",
            TOKEN,
            "AWS_ENDPOINT_URL",
            world.aws().endpoint(),
            "AWS_ACCESS_KEY_ID",
            "test",
            "AWS_SECRET_ACCESS_KEY",
            "test"),
        "--spring.config.additional-location=" + world.configuration().toUri(),
        "--db-scheduler.heartbeat-interval=500ms",
        "--db-scheduler.missed-heartbeats-limit=4");
  }

  /** The calls of Regions that are done: their number is not to change any more. */
  private static void settle(JsonNode run, Map<String, Long> counts, Map<String, Long> settled) {
    for (JsonNode part : run.at("/accounts")) {
      for (JsonNode cell : part.at("/cells")) {
        String region = cell.at("/region").asString();
        String call = part.at("/account").asString() + " " + region + " ec2:DescribeAddresses";
        if (!region.isEmpty() && cell.at("/state").asString().equals("DONE")) {
          settled.putIfAbsent(call, counts.getOrDefault(call, 0L));
        }
      }
    }
  }

  private static String name(JsonNode cell) {
    return cell.at("/source").asString() + " " + cell.at("/region").asString();
  }

  private static long done(JsonNode run) {
    return run.at("/accounts")
        .valueStream()
        .flatMap(part -> part.at("/cells").valueStream())
        .filter(cell -> cell.at("/state").asString().equals("DONE"))
        .count();
  }

  private String scan(TodokuServer todoku) throws Exception {
    HttpResponse<String> started = call(todoku, "POST", "/scans", "{}");
    assertThat(started.statusCode()).isEqualTo(202);
    return started.headers().firstValue("Location").orElseThrow().substring("/api/v1".length());
  }

  private JsonNode awaitDone(TodokuServer todoku, String run, int cells) throws Exception {
    return await(todoku, run, json -> done(json) >= cells || ended(json));
  }

  private JsonNode awaitEnd(TodokuServer todoku, String run) throws Exception {
    return await(todoku, run, KilledProcessIntegrationTests::ended);
  }

  private static boolean ended(JsonNode run) {
    return !run.at("/state").asString().equals("RUNNING");
  }

  private JsonNode await(
      TodokuServer todoku, String path, java.util.function.Predicate<JsonNode> until)
      throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    JsonNode run = json(todoku, path);
    while (!until.test(run)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never came: " + run + "\n" + todoku.log());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      run = json(todoku, path);
    }
    return run;
  }

  /** What both checklists find, without times. */
  private String findings(TodokuServer todoku) throws Exception {
    StringBuilder all = new StringBuilder();
    for (String account : List.of(MailWorld.GOOD, MailWorld.BAD)) {
      JsonNode list = json(todoku, "/accounts/" + account + "/checklist");
      all.append(account).append(' ').append(list.at("/readiness").asString()).append('\n');
      all.append(list.at("/scan/outcome").asString()).append('\n');
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

  private JsonNode json(TodokuServer todoku, String path) throws Exception {
    return new JsonMapper().readTree(call(todoku, "GET", path, "").body());
  }

  private HttpResponse<String> call(TodokuServer todoku, String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(todoku.address() + "/api/v1" + path))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
