package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.AwsAnswers;
import io.todoku.peers.AwsProxy;
import io.todoku.peers.AwsProxy.Answer;
import io.todoku.peers.AwsProxy.Call;
import io.todoku.peers.AwsWorld;
import io.todoku.peers.Bind;
import io.todoku.peers.Moto;
import io.todoku.peers.Peers;
import io.todoku.peers.TodokuApi;
import io.todoku.peers.TodokuServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * 200 accounts in 4 Regions each are scanned over and over for ten minutes by the jar, on 512 MiB
 * of heap, while a part of all calls to AWS fails. Run by name once the jar is built: {@code ./mvnw
 * test -Dtest=SoakBenchmark -Dtodoku.jar=$PWD/target/todoku.jar}; it prints figures and is no part of
 * the build. {@code -Dsoak.minutes} sets how long.
 */
class SoakBenchmark {

  private static final int ACCOUNTS = 200;
  private static final int MAIL_SERVERS = 20;
  private static final List<String> REGIONS =
      List.of("ap-northeast-1", "ap-northeast-3", "eu-west-1", "us-east-1");
  private static final Duration LONG = Duration.ofMinutes(Integer.getInteger("soak.minutes", 10));
  private static final String DENIED = account(7);

  /** The account's door, DNS and servers: there is nothing else to look at. */
  private static final int SHUT = 3;

  @TempDir Path dir;
  private final Random chance = new Random(42);

  private static String account(int number) {
    return "%012d".formatted(100_000_000_000L + number);
  }

  @Test
  void tenMinutes() throws Exception {
    Peers.require(Moto.present(), "moto_server");
    Peers.require(Bind.present(), "BIND");
    try (Moto moto = Moto.start(dir);
        AwsProxy aws = AwsProxy.before(moto);
        Bind bind = Bind.start(Files.createDirectories(dir.resolve("bind")), Map.of(), "")) {
      AwsWorld world = new AwsWorld(moto.endpoint());
      for (int i = 0; i < MAIL_SERVERS; i++) {
        world.mailServer(account(i), REGIONS.getFirst(), "mail");
      }
      aws.remember();
      faults(aws);
      Map<String, String> environment = new HashMap<>(TodokuApi.environment(aws));
      environment.put("JAVA_TOOL_OPTIONS", "-Xmx512m");
      try (TodokuServer todoku =
          TodokuServer.start(
              dir,
              environment,
              "--spring.config.additional-location=" + configuration(bind.resolver()).toUri())) {
        soak(new TodokuApi(todoku), todoku, aws);
      }
    }
  }

  /** One call in 20 is throttled, one in 100 fails, one in 200 breaks off, one in 2,000 hangs. */
  private void faults(AwsProxy aws) {
    aws.script(
        AwsAnswers.denying(
            c -> c.account().equals(DENIED) && c.action().equals("DescribeInstances")));
    aws.script(AwsAnswers.throttling(oneIn(20), Integer.MAX_VALUE));
    aws.script(AwsAnswers.refusing(oneIn(100), 500, "InternalError", "try again"));
    aws.script(AwsAnswers.to(oneIn(200), Answer.DROP));
    aws.script(AwsAnswers.to(oneIn(2000), Answer.SILENCE));
  }

  private Predicate<Call> oneIn(int calls) {
    return call -> {
      synchronized (chance) {
        return chance.nextInt(calls) == 0;
      }
    };
  }

  private Path configuration(String resolver) throws Exception {
    StringBuilder yaml =
        new StringBuilder(
            """
            todoku:
              dns: { resolvers: ["%s"], blocklists: [] }
              probe: { relay-recipient: a@probe.example, helo: probe.example, allowed-networks: ["127.0.0.0/8"], port: 2599 }
              history: { keep-count: 5 }
              accounts:
            """
                .formatted(resolver));
    IntStream.range(0, ACCOUNTS)
        .forEach(i ->
            yaml.append(
                "    - { id: \"%s\", name: soak %d, client: Client %d, access: { role-arn: \"%s\" }, regions: %s }\n"
                    .formatted(account(i), i, i / 10, AwsWorld.roleArn(account(i)), REGIONS)));
    return Files.writeString(dir.resolve("soak.yaml"), yaml);
  }

  private void soak(TodokuApi api, TodokuServer todoku, AwsProxy aws) throws Exception {
    long begin = System.nanoTime();
    long end = begin + LONG.toNanos();
    List<Long> took = new ArrayList<>();
    List<Long> heaps = new ArrayList<>();
    List<Long> pages = new ArrayList<>();
    int shut = 0;
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      var started = api.call("POST", "/api/v1/scans", "{}");
      assertThat(started.statusCode()).as(started.body() + todoku.log()).isEqualTo(202);
      String run = started.headers().firstValue("Location").orElseThrow();
      JsonNode scan = api.json(run);
      while (scan.at("/state").asString().equals("RUNNING")) {
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        scan = api.json(run);
      }
      took.add(millis(start));
      assertThat(scan.at("/accounts")).hasSize(ACCOUNTS);
      for (JsonNode part : scan.at("/accounts")) {
        assertThat(part.at("/state").asString()).isEqualTo("DONE");
        assertThat(part.at("/cells").size())
            .as("all of its cells, or those of an account that let nobody in")
            .isIn(REGIONS.size() + 5, SHUT);
        shut += part.at("/cells").size() == SHUT ? 1 : 0;
      }
      for (int i = 0; i < 20; i++) {
        start = System.nanoTime();
        assertThat(
                api.call("GET", "/api/v1/accounts/" + account(i) + "/checklist", "").statusCode())
            .isEqualTo(200);
        pages.add(millis(start));
      }
      Map<String, Double> meters = meters(api);
      collectGarbage(todoku);
      long heap = heap(api);
      heaps.add(heap);
      System.out.printf(
          "minute %4.1f: scan of %d accounts x %d Regions in %5d ms; heap after GC %3d MiB; %3.0f threads; %3.0f open files; database %d MiB; %d calls to AWS%n",
          (System.nanoTime() - begin) / 60e9,
          ACCOUNTS,
          REGIONS.size(),
          took.getLast(),
          heap >> 20,
          meters.get("jvm_threads_live_threads"),
          meters.get("process_files_open_files"),
          Files.size(dir.resolve("data/todoku.mv.db")) >> 20,
          aws.counts().values().stream().mapToLong(Long::longValue).sum());
    }
    JsonNode history = api.json("/api/v1/accounts/" + account(0) + "/history");
    assertThat(history.size()).isGreaterThan(1);
    assertThat(todoku.log()).doesNotContain("OutOfMemoryError");
    Collections.sort(took);
    Collections.sort(pages);
    System.out.printf(
        "%d scans, p50 %d ms, p95 %d ms; %d of %d accounts let nobody in; checklists p50 %d ms, p95"
            + " %d ms%n",
        took.size(),
        at(took, 50),
        at(took, 95),
        shut,
        took.size() * ACCOUNTS,
        at(pages, 50),
        at(pages, 95));
    int half = heaps.size() / 2;
    long early = Collections.max(heaps.subList(1, half));
    long late = Collections.max(heaps.subList(half, heaps.size()));
    System.out.printf(
        "heap after GC: at most %d MiB in the first half, %d MiB in the second%n",
        early >> 20, late >> 20);
    assertThat(late).as("memory is steady").isLessThan(early + (48L << 20));
  }

  private static long at(List<Long> sorted, int percent) {
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  private static long millis(long since) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
  }

  private static void collectGarbage(TodokuServer todoku) throws Exception {
    new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            String.valueOf(todoku.pid()),
            "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static long heap(TodokuApi api) throws Exception {
    return (long)
        api.call("GET", "/actuator/prometheus", "")
            .body()
            .lines()
            .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .sum();
  }

  private static Map<String, Double> meters(TodokuApi api) throws Exception {
    Map<String, Double> meters = new HashMap<>();
    api.call("GET", "/actuator/prometheus", "")
        .body()
        .lines()
        .filter(line -> !line.startsWith("#") && !line.contains("{"))
        .forEach(line -> {
          int blank = line.indexOf(' ');
          meters.put(line.substring(0, blank), Double.parseDouble(line.substring(blank)));
        });
    return meters;
  }
}
