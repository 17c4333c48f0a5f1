package io.todoku.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the JSON Schema of a file that Todoku writes or reads. */
@Command(
    name = "schema",
    description = "Prints the JSON Schema (draft 2020-12) of a snapshot, checklist or plan.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  todoku schema snapshot",
      "  todoku schema checklist > checklist.schema.json"
    })
class SchemaCommand implements Callable<Integer> {

  /** The files that have a published schema. */
  enum PublishedSchema {
    SNAPSHOT,
    CHECKLIST,
    PLAN;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    String fileName() {
      return id() + ".schema.json";
    }
  }

  @Parameters(paramLabel = "snapshot|checklist|plan", description = "what the schema is of")
  String name = "";

  private final CommandOutput output;

  SchemaCommand(CommandOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    PublishedSchema schema =
        Arrays.stream(PublishedSchema.values())
            .filter(one -> one.id().equals(name))
            .findFirst()
            .orElseThrow(() ->
                new UsageException(
                    "there is no schema \"%s\"; there are: %s"
                        .formatted(
                            name,
                            Arrays.stream(PublishedSchema.values())
                                .map(PublishedSchema::id)
                                .collect(Collectors.joining(", ")))));
    try (InputStream in = new ClassPathResource("schemas/" + schema.fileName()).getInputStream()) {
      output.write(null, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return TodokuCommandLine.READY;
  }
}
