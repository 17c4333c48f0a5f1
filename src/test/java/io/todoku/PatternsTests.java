package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Patterns meet text of strangers. Java matches a repeated group by recursion, so that a long text
 * ends in a StackOverflowError, unless the repetition is possessive ({@code (…)++}, {@code (…)*+}).
 */
class PatternsTests {

  private static final Pattern REPEATED_GROUP = Pattern.compile("\\)[*+](?!\\+)");
  private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*+\"");

  /** Sources in which the length of the text is bounded before. */
  private static final Set<String> BOUNDED = Set.of("HeloNames.java");

  @Test
  void noGroupIsRepeatedByRecursion() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<String> recursive =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !BOUNDED.contains(file.getFileName().toString()))
              .flatMap(file -> literals(file).map(literal -> file.getFileName() + ": " + literal))
              .filter(literal -> REPEATED_GROUP.matcher(literal).find())
              .toList();

      assertThat(recursive).isEmpty();
    }
  }

  private static Stream<String> literals(Path file) {
    try {
      return LITERAL.matcher(Files.readString(file)).results().map(result -> result.group());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
