package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.todoku.peers.Bind;
import io.todoku.peers.Peers;
import io.todoku.peers.Postgres;
import io.todoku.testing.TodokuApiClient;
import io.todoku.testing.TodokuServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * 200 accounts in 4 Regions each are scanned over and over for ten minutes by the jar, on 512 MiB
 * of heap, while a part of all calls to AWS fails and people look at pages. Run by name once the
 * jar is built: {@code ./mvnw test -Dtest=SoakBenchmark}; it prints figures and is no part of the
 * build. {@code -Dsoak.minutes} sets how long, {@code -Dsoak.database=postgres} where.
 */
class SoakBenchmark {

  private static final Duration LONG = Duration.ofMinutes(Integer.getInteger("soak.minutes", 10));
  private static final boolean ON_POSTGRES =
      System.getProperty("soak.database", "h2").equals("postgres");
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration SAMPLE = Duration.ofSeconds(20);

  /** What the second half may hold beyond the first: MiB, threads, files. */
  private static final int MORE_HEAP = 32;

  private static final int MORE_THREADS = 10;
  private static final int MORE_FILES = 100;

  /** Of an account that let nobody in: there is nothing else to look at. */
  private static final List<String> SHUT = List.of("ACCOUNT", "DNS", "SERVERS");

  private static final List<String> ALL =
      Stream.concat(
              SoakEnvironment.REGIONS.stream().map(region -> "REGION " + region),
              Stream.of("ACCOUNT", "DNS", "SERVERS", "SUPPORT", "ZONES"))
          .sorted()
          .toList();

  private static final int KEPT = 5;

  @TempDir Path dir;

  private final List<Long> runs = new ArrayList<>();
  private final List<Long> scans = new ArrayList<>();

  /** While scans run. */
  private final List<SoakProcessSample> samples = new ArrayList<>();

  /** Each after a scan of all, when nothing runs: what stays. */
  private final List<SoakProcessSample> between = new ArrayList<>();

  private long cells;
  private long shut;
  private long begin;
  private long sampleAt;
  private long lineAt;

  @Test
  void tenMinutesOfScansAndPageReads() throws Exception {
    Peers.require(Bind.present(), "BIND");
    if (ON_POSTGRES) {
      Postgres.require();
    }
    SoakDatabase store = new SoakDatabase(dir, ON_POSTGRES);
    try (SoakEnvironment testEnvironment = SoakEnvironment.start(dir)) {
      Map<String, Double> meters;
      try (TodokuServer todoku = start(testEnvironment, store);
          SoakPageReaders readers = new SoakPageReaders(todoku)) {
        TodokuApiClient api = new TodokuApiClient(todoku);
        soak(api, todoku, store);
        readers.finish();
        meters = SoakProcessSample.meters(api);
        print(meters, readers);
        assertThat(todoku.log()).doesNotContain("OutOfMemoryError");
        printWarnings(todoku.log());
        System.out.printf("database %d MiB at the end", store.sizeInMebibytes());
        System.out.printf("; it stops within %d ms%n", todoku.terminate().toMillis());
      }
      assertNothingLost(store);
      assertSteady();
      assertRetention(testEnvironment, store);
    }
  }

  private TodokuServer start(SoakEnvironment testEnvironment, SoakDatabase store) throws Exception {
    Map<String, String> environment = new HashMap<>(testEnvironment.serverEnvironment());
    environment.putAll(store.environment());
    return TodokuServer.start(
        List.of("-Xmx512m", "-Djdk.nio.maxCachedBufferSize=262144"),
        dir,
        environment,
        "--spring.config.additional-location=" + testEnvironment.configuration().toUri(),
        "--todoku.history.keep-count=" + KEPT);
  }

  private void soak(TodokuApiClient api, TodokuServer todoku, SoakDatabase store) throws Exception {
    begin = System.nanoTime();
    while (System.nanoTime() - begin < LONG.toNanos()) {
      long start = System.nanoTime();
      String run = api.scan();
      JsonNode scan = api.json(run);
      while (scan.at("/state").asString().equals("RUNNING")) {
        LockSupport.parkNanos(LOOK.toNanos());
        sample(api, todoku, store);
        scan = api.json(run);
      }
      runs.add(millis(start));
      assertComplete(scan);
      awaitIdle(api);
      if (runs.size() == 1) {
        samples.clear(); // before, things were started that stay
      } else {
        between.add(SoakProcessSample.of(api, todoku));
      }
    }
  }

  private static void awaitIdle(TodokuApiClient api) {
    await("the last jobs end")
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> SoakProcessSample.sum(SoakProcessSample.meters(api), "todoku_cells_running"),
            running -> running == 0);
  }

  /** Each account is done, with each of its cells once. */
  private void assertComplete(JsonNode scan) {
    assertThat(scan.at("/accounts")).hasSize(SoakEnvironment.ACCOUNTS);
    for (JsonNode part : scan.at("/accounts")) {
      assertThat(part.at("/state").asString()).isEqualTo("DONE");
      List<String> found =
          part.at("/cells")
              .valueStream()
              .map(cell ->
                  (cell.at("/source").asString() + " " + cell.at("/region").asString()).strip())
              .sorted()
              .toList();
      assertThat(found).as("cells of %s", part.at("/account")).isIn(ALL, SHUT);
      cells += found.size();
      shut += found.equals(SHUT) ? 1 : 0;
      scans.add(
          Duration.between(
                  Instant.parse(part.at("/startedAt").asString()),
                  Instant.parse(part.at("/finishedAt").asString()))
              .toMillis());
    }
  }

  private void sample(TodokuApiClient api, TodokuServer todoku, SoakDatabase store)
      throws Exception {
    if (System.nanoTime() < sampleAt) {
      return;
    }
    SoakProcessSample now = SoakProcessSample.of(api, todoku);
    samples.add(now);
    sampleAt = System.nanoTime() + SAMPLE.toNanos();
    if (System.nanoTime() >= lineAt) {
      lineAt = System.nanoTime() + Duration.ofMinutes(1).toNanos();
      System.out.printf(
          "minute %4.1f: %2d scans of all; heap after GC %3d MiB, process %4d MiB; %3d threads;"
              + " %3d open files; %3d cells running, %4d jobs due; database %4d MiB%n",
          millis(begin) / 60e3,
          runs.size(),
          now.heap(),
          now.resident(),
          now.threads(),
          now.files(),
          now.cells(),
          now.queue(),
          store.sizeInMebibytes());
    }
  }

  private void print(Map<String, Double> meters, SoakPageReaders readers) {
    System.out.printf(
        "%d scans of %d accounts x %d Regions: %d cells; %d of %d let nobody in%n",
        runs.size(),
        SoakEnvironment.ACCOUNTS,
        SoakEnvironment.REGIONS.size(),
        cells,
        shut,
        scans.size());
    System.out.printf(
        "%.0f calls to AWS: %.0f ok, %.0f throttled, %.0f server errors, %.0f refused, %.0f broken"
            + " off, %.0f without an answer%n",
        SoakProcessSample.sum(meters, "todoku_aws_calls_total"),
        calls(meters, "ok"),
        calls(meters, "throttled"),
        calls(meters, "server_error"),
        calls(meters, "refused"),
        calls(meters, "unreachable"),
        calls(meters, "timeout"));
    line("a scan of all accounts", runs);
    line("a scan of one account among them", scans);
    line("the dashboard", readers.dashboards);
    line("a checklist", readers.checklists);
    meters.forEach((meter, value) -> {
      if (meter.startsWith("todoku_scan_seconds_count") || meter.startsWith("todoku_gaps")) {
        System.out.printf("%s %.0f%n", meter, value);
      }
    });
  }

  private static double calls(Map<String, Double> meters, String result) {
    return meters.entrySet().stream()
        .filter(meter -> meter.getKey().startsWith("todoku_aws_calls_total"))
        .filter(meter -> meter.getKey().contains("result=\"" + result + "\""))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static void line(String what, Collection<Long> millis) {
    List<Long> sorted = millis.stream().sorted().toList();
    System.out.printf(
        "%s (%d): p50 %d ms, p95 %d ms, longest %d ms%n",
        what, sorted.size(), at(sorted, 50), at(sorted, 95), sorted.getLast());
  }

  private static long at(List<Long> sorted, int percent) {
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  /** What the log warns of, by kind. */
  private static void printWarnings(String log) {
    log.lines()
        .filter(line -> line.matches(".*\\b(WARN|ERROR)\\b.*"))
        .map(line -> line.replaceAll("^\\S+", "").replaceAll("[0-9a-f-]{36}|\\d+", "#"))
        .collect(Collectors.groupingBy(line -> line, Collectors.counting()))
        .forEach((line, count) -> System.out.printf("%d x %s%n", count, line));
  }

  private void assertNothingLost(SoakDatabase store) throws Exception {
    long accounts = SoakEnvironment.ACCOUNTS;
    assertThat(store.count("select count(distinct account_id) from scan where state = 'DONE'"))
        .isEqualTo(accounts);
    assertThat(store.count("select count(*) from scan")).isEqualTo(accounts * runs.size());
    assertThat(store.count("select count(*) from scan_cell where state = 'DONE'")).isEqualTo(cells);
    assertThat(store.count("select count(*) from scan_cell")).isEqualTo(cells);
    assertThat(store.count("select count(*) from cell_piece")).isZero();
    assertThat(store.count("select count(*) from running_scan")).isZero();
    assertThat(store.count("select count(*) from scheduled_tasks where task_name = 'scan-cell'"))
        .as("jobs that are left")
        .isZero();
    long snapshots = store.count("select sum(octet_length(bytes)) from snapshot_piece");
    System.out.printf(
        "closed: %d MiB; of snapshots %d KiB, %d KiB each; %d rows of cells, %d of findings, %d"
            + " jobs%n",
        store.sizeInMebibytes(),
        snapshots >> 10,
        (snapshots >> 10) / scans.size(),
        cells,
        store.count("select count(*) from finding_state"),
        store.count("select count(*) from scheduled_tasks"));
  }

  private void assertSteady() {
    System.out.printf(
        "heap after a collection between scans, MiB: %s%n",
        between.stream().map(SoakProcessSample::heap).toList());
    assertHeapSteady();
    long most = samples.stream().mapToLong(SoakProcessSample::heap).max().orElse(0);
    System.out.printf("heap after a collection while scans run: at most %d MiB%n", most);
    compare("threads", samples, SoakProcessSample::threads, MORE_THREADS);
    compare("open files", samples, SoakProcessSample::files, MORE_FILES);
  }

  /** What stays for good is in every sample; what is held for a while is in some. */
  private void assertHeapSteady() {
    int half = between.size() / 2;
    List<Long> early = heaps(between.subList(0, half));
    List<Long> late = heaps(between.subList(half, between.size()));
    System.out.printf(
        "in the first half %d at least, median %d, %d at most; in the second %d, %d, %d%n",
        early.getFirst(),
        at(early, 50),
        early.getLast(),
        late.getFirst(),
        at(late, 50),
        late.getLast());
    assertThat(late.getFirst())
        .as("heap after a collection between scans, MiB")
        .isLessThanOrEqualTo(at(early, 50) + MORE_HEAP);
  }

  private static List<Long> heaps(List<SoakProcessSample> samples) {
    return samples.stream().map(SoakProcessSample::heap).sorted().toList();
  }

  private static void compare(
      String what,
      List<SoakProcessSample> samples,
      ToLongFunction<SoakProcessSample> figure,
      int more) {
    int half = samples.size() / 2;
    long early = samples.subList(0, half).stream().mapToLong(figure).max().orElse(0);
    List<SoakProcessSample> rest = samples.subList(half, samples.size());
    long late = rest.stream().mapToLong(figure).max().orElse(0);
    System.out.printf(
        "%s: at most %d in the first half, %d in the second; %d samples%n",
        what, early, late, samples.size());
    assertThat(late).as(what).isLessThanOrEqualTo(early + more);
  }

  /** What is done once a day is done now: few scans of each account are left. */
  private void assertRetention(SoakEnvironment testEnvironment, SoakDatabase store)
      throws Exception {
    store.change(
        "update scheduled_tasks set execution_time = last_success where task_name ="
            + " 'history-forgets'");
    long start;
    try (TodokuServer todoku = start(testEnvironment, store)) {
      start = System.nanoTime();
      if (runs.size() > KEPT) {
        todoku.awaitLog("Of account " + SoakEnvironment.account(SoakEnvironment.ACCOUNTS - 1));
      }
      System.out.printf("too many scans are forgotten within %d ms of the start", millis(start));
    }
    long kept = Math.min(KEPT, runs.size()) * (long) SoakEnvironment.ACCOUNTS;
    assertThat(store.count("select count(*) from scan")).isBetween(kept, kept + 2 * shut);
    System.out.printf("; then %d MiB", store.sizeInMebibytes());
    store.compact();
    System.out.printf(", and %d MiB once compacted%n", store.sizeInMebibytes());
  }

  private static long millis(long since) {
    return (System.nanoTime() - since) / 1_000_000;
  }
}
