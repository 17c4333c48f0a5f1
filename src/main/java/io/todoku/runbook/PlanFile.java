package io.todoku.runbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** A plan as people write it into a file, in YAML with keys such as {@code dkim-selectors}. */
public final class PlanFile {

  private static final long MAX_BYTES = 100_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private PlanFile() {}

  /**
   * @throws IllegalArgumentException naming the file and what is wrong with it
   */
  public static Plan read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException(file + " is larger than a plan can be");
      }
      return of(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no file " + file);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage());
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(file + ": " + wrong.getMessage(), wrong);
    }
  }

  /**
   * @throws IllegalArgumentException saying what is wrong
   */
  static Plan of(String yaml) {
    Object tree;
    try {
      tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    } catch (RuntimeException wrong) {
      throw new IllegalArgumentException(
          "no YAML: " + String.valueOf(wrong.getMessage()).replaceAll("\\s+", " ").strip());
    }
    if (!(tree instanceof Map<?, ?>)) {
      throw new IllegalArgumentException("a plan has keys: name, way, domain, old, target, first");
    }
    try {
      return MAPPER.convertValue(tree, Plan.class);
    } catch (JacksonException wrong) {
      throw new IllegalArgumentException(first(wrong), wrong);
    }
  }

  /** What a record of ours says, or the first line of what the reader says. */
  private static String first(JacksonException wrong) {
    for (Throwable cause = wrong.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    return wrong.getOriginalMessage();
  }
}
