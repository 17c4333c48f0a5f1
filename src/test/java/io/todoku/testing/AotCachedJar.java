package io.todoku.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The jar unpacked, with a cache of its classes ready to run (JEP 483): tests start it dozens of
 * times, and so each start takes a third of the time.
 *
 * @param options of the virtual machine that make use of it, {@code -jar} last
 */
public record AotCachedJar(List<String> options) {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** What each test's process is started with: a cache fits one collector only. */
  private static final List<String> SHORT_LIVED_JVM =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static AotCachedJar cached;

  /** Creates the cache once for all tests of a run. */
  public static synchronized AotCachedJar of(Path jar) throws IOException {
    if (cached == null) {
      Path dir = Files.createTempDirectory(jar.toAbsolutePath().getParent(), "quick");
      Path unpacked = dir.resolve("app");
      run(
          dir,
          List.of(
              "-Djarmode=tools",
              "-jar",
              jar.toString(),
              "extract",
              "--destination",
              unpacked.toString()));
      Path cache = dir.resolve("app.aot");
      Path start = unpacked.resolve(jar.getFileName());
      List<String> once = new ArrayList<>(SHORT_LIVED_JVM);
      once.addAll(
          List.of(
              "-XX:AOTCacheOutput=" + cache,
              "-Dspring.context.exit=onRefresh",
              "-jar",
              start.toString(),
              "--server.port=0"));
      run(dir, once);
      if (!Files.exists(cache)) {
        throw new IOException("no cache of classes was made; see " + dir);
      }
      List<String> options = new ArrayList<>(SHORT_LIVED_JVM);
      // what the virtual machine says of its cache must not stand in a command's result
      options.addAll(List.of("-Xlog:disable", "-XX:AOTCache=" + cache, "-jar", start.toString()));
      cached = new AotCachedJar(List.copyOf(options));
    }
    return cached;
  }

  private static void run(Path dir, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(dir.resolve("log").toFile()));
    builder.environment().put("TODOKU_DATA", dir.resolve("data").toString());
    try {
      Process process = builder.start();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException("it does not end; see " + dir.resolve("log"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
