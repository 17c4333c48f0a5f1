package io.todoku.collect.aws;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.todoku.concurrent.Parallel;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Another Java process that logs in to accounts, because the SDK finds configuration files, caches
 * of tokens and endpoints by the environment and the home folder of its process. The parent gives
 * both, so that the home folder of the person who runs the tests is never read or written.
 */
final class LoginProcess implements AutoCloseable {

  private static final String SEPARATOR = "\t";

  /**
   * How logins ended.
   *
   * @param results {@code Observed.toString()} of each different one
   * @param codesAsked how often the code of a device was asked for
   */
  record LoginResult(String result, int codesAsked) {}

  private final Process process;
  private final BufferedReader output;
  private final PrintStream input;

  private LoginProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  static LoginProcess start(Path home, Map<String, String> environment) throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            LoginProcess.class.getName());
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().put("HOME", home.toString());
    builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
    builder.environment().putAll(environment);
    builder.redirectError(home.resolve("errors.log").toFile());
    return new LoginProcess(builder.start());
  }

  /** Logs in to one account; an empty profile or role means none. */
  String logIn(String profile, String roleArn) {
    return logIn(1, profile, roleArn).result();
  }

  /** Logs in to an account that has this Region in its settings. */
  String logInFor(String region, String profile) {
    return send(1, region, profile, "").result();
  }

  /**
   * Logs in to several accounts at once.
   *
   * @param codes that the person at the terminal types, in this order; then nobody answers
   */
  LoginResult logIn(int accounts, String profile, String roleArn, String... codes) {
    return send(accounts, "", profile, roleArn, codes);
  }

  private LoginResult send(
      int accounts, String region, String profile, String roleArn, String... codes) {
    String typed = String.join(",", List.of(codes));
    input.println(String.join(SEPARATOR, "" + accounts, profile, roleArn, typed, region, "."));
    try {
      String line = output.readLine();
      if (line == null) {
        throw new IllegalStateException("the process ended: see errors.log in its home");
      }
      String[] parts = line.split(SEPARATOR);
      return new LoginResult(parts[0], Integer.parseInt(parts[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }

  public static void main(String[] arguments) throws IOException {
    PrintStream results = System.out;
    System.setOut(System.err);
    Queue<String> codes = new ArrayDeque<>();
    AtomicInteger asked = new AtomicInteger();
    AtomicLong now = new AtomicLong();
    var limits =
        new AwsLimits(
            Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(20), 64, 100, 100, 0);
    MfaCodeSource person =
        (profile, device) -> {
          asked.incrementAndGet();
          return codes.poll();
        };
    var lines =
        new BufferedReader(new java.io.InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (var collector =
        new AwsCollector(
            limits, new CompositeMeterRegistry(), person, now::get, Clock.systemUTC())) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] order = line.split(SEPARATOR);
        codes.clear();
        Collections.addAll(
            codes,
            Arrays.stream(order[3].split(",")).filter(c -> !c.isEmpty()).toArray(String[]::new));
        asked.set(0);
        now.addAndGet(Duration.ofMinutes(1).toNanos()); // recent failures are forgotten
        AwsLoginParameters login =
            new AwsLoginParameters(
                "",
                order[2].isEmpty() ? null : order[2],
                null,
                order[1].isEmpty() ? null : order[1],
                order[4].isEmpty() ? null : order[4]);
        List<String> ends =
            Parallel.map(
                IntStream.range(0, Integer.parseInt(order[0])).boxed().toList(),
                i -> text(collector.identify(login)));
        results.println(String.join(" ", ends.stream().distinct().toList()) + SEPARATOR + asked);
      }
    }
  }

  private static String text(Observed<String> account) {
    return switch (account) {
      case Known<String>(String id) -> id;
      case Unknown<String>(Reason reason) ->
          String.join(
              " | ",
              reason.kind().name(),
              reason.source(),
              reason.detail(),
              String.valueOf(reason.fix()));
    };
  }
}
