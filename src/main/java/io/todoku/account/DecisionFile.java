package io.todoku.account;

import io.todoku.locale.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads attestations and waivers of accounts from a YAML or JSON file. */
public final class DecisionFile {

  /** A larger file is refused. */
  public static final int MAX_BYTES = 1_000_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private DecisionFile() {}

  private record DecisionFileContent(@Nullable List<@Nullable AccountEntry> accounts) {}

  private record AccountEntry(
      @Nullable String id,
      @Nullable List<AttestationSettings> attestations,
      @Nullable List<WaiverSettings> waivers) {}

  /** Leaves dates as they are written. */
  private static final class ResolverWithoutDates extends Resolver {

    @Override
    public void addImplicitResolver(Tag tag, Pattern pattern, String first, int limit) {
      if (!tag.equals(Tag.TIMESTAMP)) {
        super.addImplicitResolver(tag, pattern, first, limit);
      }
    }
  }

  /**
   * @return the decisions by account id
   * @throws InvalidInputException if it is not such a file, with the place and the reason
   */
  public static ConfiguredDecisions parse(byte[] bytes, DecisionReader reader) {
    if (bytes.length > MAX_BYTES) {
      throw InvalidInputException.withMessage("it is larger than 1 MB");
    }
    Map<String, AccountDecisions> all = new LinkedHashMap<>();
    List<@Nullable AccountEntry> entries = content(bytes).accounts();
    if (entries == null) {
      throw InvalidInputException.withMessage("it has no list \"accounts\"");
    }
    for (int i = 0; i < entries.size(); i++) {
      AccountEntry entry = entries.get(i);
      try {
        if (entry == null || entry.id() == null || !Account.isId(entry.id())) {
          throw InvalidInputException.withMessage(
              "id must be an account id of 12 digits, in quotation marks");
        }
        all.merge(
            entry.id(),
            reader.read(entry.id(), entry.attestations(), entry.waivers()),
            AccountDecisions::and);
      } catch (InvalidInputException wrong) {
        throw InvalidInputException.withMessage("accounts[" + i + "]: " + wrong.getMessage());
      }
    }
    return new ConfiguredDecisions(all);
  }

  private static DecisionFileContent content(byte[] bytes) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    DumperOptions unused = new DumperOptions();
    Object tree;
    try {
      tree =
          new Yaml(
                  new SafeConstructor(options),
                  new Representer(unused),
                  unused,
                  options,
                  new ResolverWithoutDates())
              .load(new String(bytes, StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      throw InvalidInputException.withMessage(
          "it is neither YAML nor JSON: "
              + String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip());
    }
    if (!(tree instanceof Map<?, ?>)) {
      throw InvalidInputException.withMessage("it has no list \"accounts\"");
    }
    try {
      return MAPPER.convertValue(tree, DecisionFileContent.class);
    } catch (UnrecognizedPropertyException unknown) {
      throw InvalidInputException.withMessage(
          "unknown key \"%s\"; the keys here are: %s"
              .formatted(unknown.getPropertyName(), unknown.getKnownPropertyIds()));
    } catch (JacksonException e) {
      throw InvalidInputException.withMessage(path(e) + " has a value of another kind");
    }
  }

  private static String path(JacksonException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      String name = step.getPropertyName();
      path.append(name == null ? "[" + step.getIndex() + "]" : (path.isEmpty() ? "" : ".") + name);
    }
    return path.isEmpty() ? "the file" : path.toString();
  }
}
