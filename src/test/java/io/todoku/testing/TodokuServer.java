package io.todoku.testing;

import io.todoku.peers.Peers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The application as people start it: the jar, in a process of its own, on a free port. */
public final class TodokuServer implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final Pattern SIGN_IN_LINK =
      Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)\\S*sign-in\\S*");
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final Pattern ADDRESS = Pattern.compile("Todoku is at (http://\\S+)");

  private final Process process;
  private final Path log;

  private TodokuServer(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * @param dir for its data and its log; what is there already is used
   */
  public static TodokuServer start(Path dir, Map<String, String> environment, String... arguments)
      throws IOException {
    return launch(AotCachedJar.of(jar()).options(), dir, environment, arguments);
  }

  /** The same with these options of the virtual machine, for one that lives longer. */
  public static TodokuServer start(
      List<String> machine, Path dir, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> options = new ArrayList<>(machine);
    options.addAll(List.of("-jar", jar().toString()));
    return launch(options, dir, environment, arguments);
  }

  private static TodokuServer launch(
      List<String> options, Path dir, Map<String, String> environment, String... arguments)
      throws IOException {
    Path log = Files.createTempFile(dir, "server", ".log");
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(options);
    command.add("--server.port=0");
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("TODOKU_DATA", dir.resolve("data").toString());
    TodokuServer server = new TodokuServer(builder.start(), log);
    try {
      server.awaitLog("Started TodokuApplication");
      server.awaitReady();
      return server;
    } catch (IOException | RuntimeException failure) {
      server.close();
      throw failure;
    }
  }

  private static Path jar() throws IOException {
    Path jar = Path.of(System.getProperty("todoku.jar", "target/todoku.jar")).toAbsolutePath();
    if (!Files.exists(jar)) {
      throw new IOException(jar + " is not there: build it by ./mvnw package -DskipTests");
    }
    return jar;
  }

  /** Waits until its work after the start, such as importing configured accounts, is done. */
  private void awaitReady() throws IOException {
    Matcher port = PORT.matcher(log());
    if (!port.find()) {
      throw new IOException("no port in\n" + log());
    }
    HttpRequest ready =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port.group(1) + "/actuator/health/readiness"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      if (!Peers.waitUntil(
          TIMEOUT, () -> client.send(ready, BodyHandlers.discarding()).statusCode() == 200)) {
        throw new IOException("the server is not ready:\n" + log());
      }
    }
  }

  /** Waits until the log contains the text. */
  public void awaitLog(String text) throws IOException {
    Peers.waitUntil(TIMEOUT, () -> log().contains(text) || !process.isAlive());
    if (!log().contains(text)) {
      close();
      throw new IOException("the log does not contain \"" + text + "\":\n" + log());
    }
  }

  public long pid() {
    return process.pid();
  }

  public String log() throws IOException {
    return Files.readString(log);
  }

  /** The one-time sign-in link in its log. */
  public String signInLink() throws IOException {
    Matcher link = SIGN_IN_LINK.matcher(log());
    if (!link.find()) {
      throw new IOException("no sign-in link in\n" + log());
    }
    return link.group();
  }

  /** Its URL without a slash at the end. */
  public String address() throws IOException {
    Matcher link = SIGN_IN_LINK.matcher(log());
    if (link.find()) {
      return link.group(1);
    }
    Matcher place = ADDRESS.matcher(log());
    if (place.find()) {
      return place.group(1);
    }
    throw new IOException("no address in\n" + log());
  }

  /** Kills the process with SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Stops the process with SIGTERM, and returns how long that took. */
  public Duration terminate() throws InterruptedException {
    long begin = System.nanoTime();
    process.destroy();
    if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("it does not end");
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
