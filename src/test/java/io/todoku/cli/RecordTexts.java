package io.todoku.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Javadoc of records and enumerations, read from their sources, as plain text. */
final class RecordTexts {

  private final Map<Class<?>, String> comments = new HashMap<>();

  /** The sentences about the type. */
  Optional<String> of(Class<?> type) {
    String comment = comment(type);
    int tags = comment.indexOf("\n@");
    return text(tags < 0 ? comment : comment.substring(0, tags));
  }

  /** The sentence about a component. */
  Optional<String> ofComponent(Class<?> type, String component) {
    Matcher parameter =
        Pattern.compile("\n@param " + component + "\\s+(.*?)(?=\n@|\\z)", Pattern.DOTALL)
            .matcher(comment(type));
    return parameter.find() ? text(parameter.group(1)) : Optional.empty();
  }

  private static Optional<String> text(String javadoc) {
    String plain =
        javadoc
            .replaceAll("\\{@value #?\\w+}", "a fixed number of")
            .replaceAll("\\{@(?:code|link|linkplain)\\s+#?([^}]*)}", "$1")
            .replaceAll("<[^>]+>", "")
            .replaceAll("\\s+", " ")
            .strip();
    return plain.isEmpty() ? Optional.empty() : Optional.of(plain);
  }

  /** Whether the constructor takes a component that is missing, as files of older releases have. */
  boolean hasDefault(Class<?> type, String component) {
    String assigned =
        "\\b"
            + component
            + "\\s*=\\s[^;]*?\\b"
            + component
            + "\\s*[!=]=\\s*null\\s*(?:\\?\\s*(?!null)|&&)";
    return Pattern.compile(assigned).matcher(source(type)).find();
  }

  private String comment(Class<?> type) {
    return comments.computeIfAbsent(type, RecordTexts::read);
  }

  /** Without the stars, each line from its first letter. */
  private static String read(Class<?> type) {
    Matcher declaration =
        Pattern.compile(
                "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@[^\n]*\n\\s*)*(?:(?:public|private|static|final) )*"
                    + "(?:record|enum) "
                    + type.getSimpleName()
                    + "\\b",
                Pattern.DOTALL)
            .matcher(source(type));
    return declaration.find()
        ? "\n" + declaration.group(1).replaceAll("(?m)^[ \\t]*\\*?[ \\t]*", "")
        : "";
  }

  private static String source(Class<?> type) {
    Class<?> outer = type;
    while (outer.getEnclosingClass() != null) {
      outer = outer.getEnclosingClass();
    }
    try {
      return Files.readString(
          Path.of("src/main/java", outer.getName().replace('.', '/') + ".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
