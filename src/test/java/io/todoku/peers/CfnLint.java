package io.todoku.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads templates as their tools do: cfn-lint for CloudFormation and a parser of HCL for Terraform,
 * from the virtual environment that {@code .ci/run} makes.
 */
public final class CfnLint {

  private static final Path BIN = Path.of("target/cfn-lint/bin").toAbsolutePath();
  private static final int LIMIT_SECONDS = 120;

  private CfnLint() {}

  public static boolean present() {
    return Files.isExecutable(BIN.resolve("cfn-lint"));
  }

  /** Returns what is wrong with these templates of CloudFormation; empty where nothing is. */
  public static String lint(Path dir, List<Path> templates)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(BIN.resolve("cfn-lint").toString()));
    templates.forEach(template -> command.add(template.toString()));
    return run(dir, command);
  }

  /** Returns these files of Terraform as JSON, one a line. */
  public static String parseTerraform(Path dir, List<Path> files)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                BIN.resolve("python").toString(),
                "-c",
                "import hcl2, json, sys\nfor f in sys.argv[1:]: print(json.dumps(hcl2.load(open(f))))"));
    files.forEach(file -> command.add(file.toString()));
    return run(dir, command);
  }

  private static String run(Path dir, List<String> command)
      throws IOException, InterruptedException {
    Path output = dir.resolve("cfn-lint.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(command.getFirst() + " did not end");
      }
      return Files.readString(output);
    } finally {
      process.destroyForcibly();
    }
  }
}
