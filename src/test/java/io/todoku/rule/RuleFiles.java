package io.todoku.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * What belongs to a rule besides its class: texts and a page in each language, and a test.
 *
 * @param id the rule's id
 * @param classPath of the rule's class, without an ending
 * @param usedKeys the keys of texts that its source names in full
 */
record RuleFiles(String id, String classPath, List<String> usedKeys) {

  private static final String FOLDER = "rules/";

  /** The ending of the files with texts, by language. */
  private static final Map<String, String> LANGUAGES = new LinkedHashMap<>();

  static {
    LANGUAGES.put("en", ".properties");
    LANGUAGES.put("ja", "_ja.properties");
  }

  /** A key after the rule's id in an expression such as {@code ID + ".do.one"}. */
  private static final Pattern KEY =
      Pattern.compile(
          "\\bID \\+ \"(\\.[a-z0-9.-]+[a-z0-9])\"" // Text.of(ID + ".do.one")
              + "|\\.(?:pass|warn|fail|notApplicable)\\(\\s*\"([a-z0-9.-]+[a-z0-9])\"");

  static RuleFiles of(Rule rule) {
    String classPath = rule.getClass().getName().replace('.', '/');
    String id = rule.info().id();
    try {
      Matcher key = KEY.matcher(Files.readString(Path.of("src/main/java", classPath + ".java")));
      TreeSet<String> keys = new TreeSet<>();
      while (key.find()) {
        keys.add(id + (key.group(1) != null ? key.group(1) : "." + key.group(2)));
      }
      return new RuleFiles(id, classPath, List.copyOf(keys));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One sentence for each file or set of keys that is missing. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    LANGUAGES.forEach((language, ending) -> missing.addAll(missingTexts(id + ending)));
    LANGUAGES.forEach((language, ending) ->
        missing.addAll(missingPage(id + "." + language + ".md", id + ending)));
    if (!new ClassPathResource(classPath + "Tests.class").exists()) {
      missing.add("%s: the test src/test/java/%sTests.java".formatted(id, classPath));
    }
    return missing;
  }

  private List<String> missingTexts(String file) {
    List<String> needed =
        Stream.of(List.of("rule." + id + ".title", "rule." + id + ".why"), usedKeys)
            .flatMap(Collection::stream)
            .toList();
    Properties texts = texts(file);
    if (texts.isEmpty()) {
      return List.of(
          "%s: the file src/main/resources/%s%s with the keys %s"
              .formatted(id, FOLDER, file, String.join(", ", needed)));
    }
    List<String> problems = new ArrayList<>();
    List<String> absent = needed.stream().filter(key -> !hasKey(texts, key)).toList();
    if (!absent.isEmpty()) {
      problems.add(
          "%s: in src/main/resources/%s%s the key %s"
              .formatted(id, FOLDER, file, String.join(", ", absent)));
    }
    List<String> foreign =
        texts.stringPropertyNames().stream()
            .filter(key -> !key.startsWith("rule." + id + ".") && !key.startsWith(id + "."))
            .sorted()
            .toList();
    if (!foreign.isEmpty()) {
      problems.add(
          "%s: in src/main/resources/%s%s the id before the key %s"
              .formatted(id, FOLDER, file, String.join(", ", foreign)));
    }
    return problems;
  }

  /** A key may stand for several, such as one for each mail server software. */
  private static boolean hasKey(Properties texts, String key) {
    return texts.stringPropertyNames().stream()
        .anyMatch(present -> present.equals(key) || present.startsWith(key + "."));
  }

  private List<String> missingPage(String file, String textFile) {
    ClassPathResource page = new ClassPathResource(FOLDER + file);
    String title = texts(textFile).getProperty("rule." + id + ".title", "");
    try {
      return page.exists()
              && page.getContentAsString(StandardCharsets.UTF_8).startsWith("# " + title)
          ? List.of()
          : List.of(
              "%s: the file src/main/resources/%s%s, which begins with \"# \" and the title"
                  .formatted(id, FOLDER, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** None where the file does not exist. */
  private static Properties texts(String file) {
    ClassPathResource resource = new ClassPathResource(FOLDER + file);
    try {
      return resource.exists()
          ? PropertiesLoaderUtils.loadProperties(
              new EncodedResource(resource, StandardCharsets.UTF_8))
          : new Properties();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
