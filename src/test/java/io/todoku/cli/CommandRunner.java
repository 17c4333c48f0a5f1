package io.todoku.cli;

import static org.mockito.Mockito.mock;

import io.todoku.CommandLineFixture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Runs commands in this process. */
final class CommandRunner {

  record CommandRun(int exit, String out, String err) {}

  private CommandRunner() {}

  static CommandRun todoku(String... arguments) {
    return withInput("", arguments);
  }

  static CommandRun withInput(String input, String... arguments) {
    PrintStream standardOutput = System.out;
    PrintStream standardError = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int exit =
          TodokuCommandLine.run(
              arguments,
              CommandLineFixture.context(),
              configuration -> {
                throw new AssertionError("no database is opened for it");
              },
              mock(),
              new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
      return new CommandRun(
          exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(standardOutput);
      System.setErr(standardError);
    }
  }

  /** A snapshot of the bundled sample as a file. */
  static Path sample(String account, Path dir) throws IOException {
    Path file = dir.resolve(account + ".json");
    try (InputStream in = new ClassPathResource("sample/" + account + ".json").getInputStream()) {
      Files.write(file, in.readAllBytes());
    }
    return file;
  }

  /** The same of an account whose Regions could not be listed. */
  static Path unreadable(String account, Path dir) throws IOException {
    Path file = sample(account, dir);
    JsonMapper json = new JsonMapper();
    ObjectNode snapshot = (ObjectNode) json.readTree(file);
    ObjectNode regions = snapshot.putObject("regions").put("observed", "unknown");
    regions
        .putObject("reason")
        .put("cause", "DENIED")
        .put("source", "ec2:DescribeRegions")
        .put("detail", "")
        .putNull("fix");
    return Files.write(file, json.writeValueAsBytes(snapshot));
  }
}
