package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.todoku.peers.AwsProxy;
import io.todoku.peers.AwsResponses;
import io.todoku.peers.AwsSdkProperties;
import io.todoku.peers.AwsTestAccounts;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long 50 accounts in 2 Regions take where each call takes 100 ms. Run by name: {@code ./mvnw
 * test -Dtest=ManyAccountsBenchmark}; it prints figures and is no part of the build.
 */
class ManyAccountsBenchmark {

  private static final int ACCOUNTS = 50;
  private static final List<String> REGIONS = List.of("ap-northeast-1", "us-east-1");
  private static final Duration CALL = Duration.ofMillis(100);

  /** AssumeRole, GetCallerIdentity, DescribeRegions, then all of every Region side by side. */
  private static final int CHAIN = 4;

  private static final int ROUNDS = 12;

  @TempDir Path dir;

  @Test
  void fiftyAccountsInTwoRegionsAreCollectedInParallel() throws Exception {
    try (AwsTestAccounts testAccounts = AwsTestAccounts.start(dir);
        AwsSdkProperties environment = AwsSdkProperties.pointTo(testAccounts.proxy().endpoint());
        AwsCollector collector = new AwsCollector(AwsLimits.DEFAULT, Clock.systemUTC())) {
      AwsProxy aws = testAccounts.proxy();
      aws.cacheResponses();
      aws.respondWith(twoRegions());
      List<String> accounts =
          IntStream.range(0, ACCOUNTS)
              .mapToObj(i -> "%012d".formatted(100_000_000_000L + i))
              .toList();
      List<AwsAccountInventory> first = scan(collector, accounts);
      assertThat(first).allSatisfy(inventory -> assertThat(inventory.gaps()).isEmpty());
      for (int round = 1; round <= ROUNDS; round++) {
        aws.reset();
        aws.respondWith(twoRegions());
        aws.setDelay(CALL);
        long cpu = cpuMillis();
        long start = System.nanoTime();
        List<AwsAccountInventory> inventories = scan(collector, accounts);
        long millis = (System.nanoTime() - start) / 1_000_000;
        long chain = CHAIN * CALL.toMillis();
        assertThat(inventories).allSatisfy(i -> assertThat(i.gaps()).isEmpty());
        System.out.printf(
            "round %d: %d accounts x %d Regions in %d ms; the longest chain is %d calls, %d ms:"
                + " %.2f times that; %d ms of CPU, with the test's own server%n",
            round,
            ACCOUNTS,
            REGIONS.size(),
            millis,
            CHAIN,
            chain,
            (double) millis / chain,
            cpuMillis() - cpu);
      }
      print(aws.counts(), accounts.getFirst());
    }
  }

  private static long cpuMillis() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1_000_000;
  }

  private static List<AwsAccountInventory> scan(AwsCollector collector, List<String> accounts)
      throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<AwsAccountInventory>> running =
          accounts.stream()
              .map(id ->
                  threads.submit(() ->
                      AwsAccountInventory.collect(
                          collector,
                          new AwsLoginParameters(id, AwsTestAccounts.roleArn(id), null, null),
                          List.of(),
                          (region, action) -> {})))
              .toList();
      List<AwsAccountInventory> inventories = new java.util.ArrayList<>();
      for (Future<AwsAccountInventory> future : running) {
        inventories.add(future.get());
      }
      return inventories;
    }
  }

  private static AwsProxy.Responder twoRegions() {
    String regions =
        REGIONS.stream()
            .map("<item><regionName>%s</regionName></item>"::formatted)
            .collect(Collectors.joining());
    return AwsResponses.respond(
        call -> call.action().equals("DescribeRegions"),
        AwsResponses.ec2("DescribeRegions", "<regionInfo>" + regions + "</regionInfo>"));
  }

  private static void print(Map<String, Long> counts, String account) {
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    System.out.printf("%d calls in all, %d for each account:%n", all, all / ACCOUNTS);
    counts.forEach((call, count) -> {
      if (call.startsWith(account) || call.startsWith("base")) {
        System.out.printf("  %s: %d%n", call, count);
      }
    });
  }
}
