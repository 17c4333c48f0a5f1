package io.todoku.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.FileSystemResource;
import picocli.CommandLine.Option;

/** The option that names the configuration file. */
class ConfigurationOption {

  private static final String OPTION = "--config";
  private static final int MAX_BYTES = 10_000_000;

  @Option(
      names = OPTION,
      paramLabel = "FILE",
      description = "configuration file (YAML); - reads standard input")
  @Nullable Path config;

  /**
   * @throws UsageException if the file cannot be read or is wrong
   */
  CommandContext.CommandServices open(CommandContext context, CommandInput input, Locale language) {
    Path named = config;
    if (named == null) {
      return context.open(null, language);
    }
    if (CommandInput.isStandard(named)) {
      return openStandardInput(context, input, language);
    }
    if (!Files.isReadable(named)) {
      throw new UsageException("cannot read the configuration file " + named);
    }
    checkYaml(named);
    return context.open(named, language);
  }

  /** Spring reads files, so that what came by standard input is one while it starts. */
  private static CommandContext.CommandServices openStandardInput(
      CommandContext context, CommandInput input, Locale language) {
    byte[] bytes = input.read(Path.of("-"), OPTION, in -> in.readNBytes(MAX_BYTES));
    try {
      Path folder = Files.createTempDirectory("todoku");
      Path copy = folder.resolve("standard-input.yaml");
      try {
        Files.write(copy, bytes);
        checkYaml(copy);
        return context.open(copy, language);
      } finally {
        Files.deleteIfExists(copy);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Checks this before Spring does, which would report it by a stack trace. */
  private static void checkYaml(Path file) {
    try {
      new YamlPropertySourceLoader().load("config", new FileSystemResource(file));
    } catch (IOException | RuntimeException e) {
      String problem = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
      throw new UsageException(file + " is not YAML: " + problem);
    }
  }
}
