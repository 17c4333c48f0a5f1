package io.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No template contains what the content security policy forbids, and every message key in one
 * exists.
 */
class TemplateTests {

  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Pattern TEXT =
      Pattern.compile("(?:#\\{|#messages\\.msg\\(')([a-z][A-Za-z0-9.-]*[A-Za-z0-9])(?=['(}])");

  static List<Path> templates() throws IOException {
    try (var files = Files.walk(RESOURCES.resolve("templates"))) {
      return files.filter(file -> file.toString().endsWith(".html")).toList();
    }
  }

  /** The templates of pages; documents are self-contained files and not included. */
  static List<Path> pages() throws IOException {
    return templates().stream().filter(file -> !file.toString().endsWith("document.html")).toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void templatesContainNoInlineScriptOrStyle(Path template) throws IOException {
    assertThat(Files.readString(template))
        .doesNotContainPattern(
            "<style|\\sstyle=|\\shx-on|\\son[a-z]+=|javascript:|https?://(?!www.thymeleaf.org)")
        .doesNotContainPattern("<script(?![^>]* th:src=)");
  }

  @ParameterizedTest
  @MethodSource("templates")
  void everyMessageKeyOfTheTemplatesExists(Path template) throws IOException {
    Set<String> named =
        TEXT.matcher(Files.readString(template))
            .results()
            .map((MatchResult found) -> found.group(1))
            .collect(Collectors.toSet());

    assertThat(texts()).containsAll(named);
  }

  /** A line may break after a block within a line, so that a comma behind it would begin one. */
  @ParameterizedTest
  @MethodSource("templates")
  void theCommaOfAListedNameStandsWithIt(Path template) throws IOException {
    assertThat(Files.readString(template))
        .doesNotContain("</code>,")
        .doesNotContainPattern("</code><th:block th:unless=\"\\$\\{\\w+\\.last}\">, ");
  }

  private static Set<String> texts() throws IOException {
    Properties texts = new Properties();
    for (String folder : List.of("messages", "rules")) {
      try (var files = Files.list(RESOURCES.resolve(folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".properties")).toList()) {
          try (Reader reader = Files.newBufferedReader(file)) {
            texts.load(reader);
          }
        }
      }
    }
    return texts.stringPropertyNames();
  }
}
