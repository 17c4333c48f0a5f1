package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every Java source is as google-java-format writes it; {@code -Dformat=apply} rewrites those that
 * are not.
 */
class SourceFormatTests {

  @Test
  void everySourceIsFormatted() throws IOException, FormatterException {
    List<Path> wrong = new ArrayList<>();
    try (var files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        String source = Files.readString(file);
        String formatted = format(source);
        if (!formatted.equals(source)) {
          if ("apply".equals(System.getProperty("format"))) {
            Files.writeString(file, formatted);
          } else {
            wrong.add(file);
          }
        }
      }
    }
    assertThat(wrong).as("./mvnw test -Dtest=SourceFormatTests -Dformat=apply").isEmpty();
  }

  private static String format(String source) throws FormatterException {
    String ordered =
        ImportOrderer.reorderImports(
            RemoveUnusedImports.removeUnusedImports(source), JavaFormatterOptions.Style.GOOGLE);
    return new Formatter().formatSource(ordered);
  }
}
