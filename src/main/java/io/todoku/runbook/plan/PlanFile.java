package io.todoku.runbook.plan;

import com.fasterxml.jackson.annotation.Nulls;
import io.todoku.locale.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a plan from a YAML file, whose keys are written as {@code dkim-selectors}. */
public final class PlanFile {

  private static final long MAX_BYTES = 100_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
          .build();

  private PlanFile() {}

  /**
   * The content of a plan file.
   *
   * @param confirmations of steps that a person confirms, under {@code confirmations} or, as first
   *     released, {@code words}
   */
  public record PlanFileContent(Plan plan, List<StepDecision> confirmations) {}

  /** The file's second part; the first is the plan itself. */
  private record ConfirmationList(List<StepDecision> confirmations) {}

  /**
   * @throws InvalidInputException if the file cannot be read or is not a valid plan; the message
   *     names the file and the problem
   */
  public static PlanFileContent read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw InvalidInputException.withMessage(file + " is larger than 100,000 bytes");
      }
      return parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw InvalidInputException.withMessage("there is no file " + file);
    } catch (IOException e) {
      throw InvalidInputException.withMessage("cannot read " + file + ": " + e.getMessage());
    } catch (InvalidInputException e) {
      throw InvalidInputException.withMessage(file + ": " + e.getMessage());
    }
  }

  /**
   * @throws InvalidInputException if this is not a valid plan; the message names the problem
   */
  static PlanFileContent parse(String yaml) {
    Object tree;
    try {
      tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    } catch (RuntimeException e) {
      throw InvalidInputException.withMessage(
          "not valid YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip());
    }
    if (!(tree instanceof Map<?, ?> keys)) {
      throw InvalidInputException.withMessage(
          "a plan must have keys such as domain, strategy, old, target and first");
    }
    try {
      Map<Object, Object> plan = new LinkedHashMap<>(keys);
      Object confirmations =
          plan.containsKey("confirmations") ? plan.remove("confirmations") : plan.remove("words");
      ConfirmationList list =
          confirmations == null
              ? new ConfirmationList(List.of())
              : MAPPER.convertValue(Map.of("confirmations", confirmations), ConfirmationList.class);
      return new PlanFileContent(
          MAPPER.convertValue(plan, Plan.class), List.copyOf(list.confirmations()));
    } catch (JacksonException e) {
      throw InvalidInputException.withMessage(errorMessage(e));
    }
  }

  /**
   * The message of our own validation if that failed; otherwise the message of the JSON library.
   */
  private static String errorMessage(JacksonException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "unknown key \"" + unknown.getPropertyName() + "\"";
    }
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidInputException invalid) {
        return String.valueOf(invalid.getMessage());
      }
    }
    return e.getOriginalMessage();
  }
}
