package io.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.testing.AotCachedJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The jar's command line, run as a process.
 *
 * @param dir for what it writes
 * @param environment besides the one of this process
 */
record CommandLineJar(Path dir, Map<String, String> environment) {

  record CommandResult(int exit, String out, String err) {}

  /** The command line without any reachable endpoint. */
  static CommandLineJar withoutNetwork(Path dir) {
    return new CommandLineJar(dir, Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:1"));
  }

  /** The command of the operating system that runs these arguments. */
  static List<String> command(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(AotCachedJar.of(Path.of(System.getProperty("todoku.jar"))).options());
    command.addAll(arguments);
    return command;
  }

  CommandResult run(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(dir, "out", ".txt");
    Path err = Files.createTempFile(dir, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command(List.of(arguments)))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new CommandResult(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
