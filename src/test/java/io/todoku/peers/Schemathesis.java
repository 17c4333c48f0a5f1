package io.todoku.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Calls every operation of an API with valid and invalid requests made from its description:
 * schemathesis, from the virtual environment that {@code .ci/run} makes.
 */
public final class Schemathesis {

  private static final Path BINARY = Path.of("target/schemathesis/bin/schemathesis");
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final int LIMIT_SECONDS = 120;

  private Schemathesis() {}

  public static boolean present() {
    return Files.isExecutable(BINARY);
  }

  /** What it wrote, and whether every answer was as the API describes. */
  public record ContractReport(boolean passed, String text) {}

  /**
   * @param server its address
   * @param authorization the value of the header
   * @param methods those to call, separated by |
   * @param foreign texts that no answer may hold unless the request did
   */
  public static ContractReport run(
      Path dir, String server, String authorization, String methods, List<String> foreign)
      throws IOException, InterruptedException {
    Path report = dir.resolve("schemathesis.txt");
    ProcessBuilder process =
        new ProcessBuilder(
                BINARY.toAbsolutePath().toString(),
                "--config-file",
                RESOURCES.resolve("schemathesis.toml").toAbsolutePath().toString(),
                "run",
                server + "/v3/api-docs",
                "--header",
                "Authorization: " + authorization,
                "--include-method-regex",
                "^(" + methods + ")$",
                "--phases=coverage,fuzzing",
                "--max-examples=3",
                "--seed=1",
                "--workers=2",
                "--continue-on-failure",
                "--generation-database=none",
                "--warnings=off",
                "--no-color")
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(report.toFile());
    process.environment().put("SCHEMATHESIS_HOOKS", "schemathesis_hooks");
    process.environment().put("PYTHONPATH", RESOURCES.toAbsolutePath().toString());
    process.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    process.environment().put("FOREIGN", String.join("|", foreign));
    Process started = process.start();
    try {
      boolean ended = started.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      String text = Files.readString(report);
      return new ContractReport(ended && started.exitValue() == 0, text);
    } finally {
      started.destroyForcibly();
    }
  }
}
