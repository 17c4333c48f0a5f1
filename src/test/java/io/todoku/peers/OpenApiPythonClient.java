package io.todoku.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Generates a Python client from the description of an API, and runs programs with it:
 * openapi-python-client, from the virtual environment that {@code .ci/run} makes.
 */
public final class OpenApiPythonClient {

  private static final Path BINARIES = Path.of("target/openapi-python-client/bin");
  private static final String GENERATOR = "openapi-python-client";
  private static final int LIMIT_SECONDS = 600;

  private OpenApiPythonClient() {}

  public static boolean present() {
    return Files.isExecutable(BINARIES.resolve(GENERATOR));
  }

  /** What a process wrote, and whether it ended without an error. */
  public record ProcessResult(boolean succeeded, String text) {}

  /**
   * Generates the package {@code todoku_client}, and fails on each warning.
   *
   * @param dir empty, for the package
   * @param description a file, JSON
   */
  public static ProcessResult generate(Path dir, Path description)
      throws IOException, InterruptedException {
    return run(
        dir,
        List.of(
            binary(GENERATOR),
            "generate",
            "--path",
            description.toAbsolutePath().toString(),
            "--meta",
            "none",
            "--fail-on-warning"));
  }

  /** Runs a program in the directory of the generated package. */
  public static ProcessResult runProgram(Path dir, Path program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(binary("python"), program.toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    return run(dir, command);
  }

  private static String binary(String name) {
    return BINARIES.resolve(name).toAbsolutePath().toString();
  }

  private static ProcessResult run(Path dir, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(dir, "output", ".txt");
    ProcessBuilder process =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // the generator formats what it wrote with a tool that is installed beside it
    process.environment().merge("PATH", "", (path, _) -> BINARIES.toAbsolutePath() + ":" + path);
    process.environment().put("PYTHONPATH", dir.toAbsolutePath().toString());
    process.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    process.environment().put("PYTHONIOENCODING", "utf-8");
    Process started = process.start();
    try {
      boolean ended = started.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      return new ProcessResult(ended && started.exitValue() == 0, Files.readString(output));
    } finally {
      started.destroyForcibly();
    }
  }
}
