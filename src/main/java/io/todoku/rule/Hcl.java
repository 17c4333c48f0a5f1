package io.todoku.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A Terraform resource as text. Text from outside is quoted so that Terraform evaluates none of it.
 */
public final class Hcl {

  private final String header;
  private final Map<String, String> arguments = new LinkedHashMap<>();

  private Hcl(String header) {
    this.header = header;
  }

  /**
   * @param label the name of the resource in the configuration
   */
  public static Hcl resource(String type, String label) {
    return new Hcl("resource %s %s".formatted(quote(type), quote(label)));
  }

  /**
   * An argument of a resource that the configuration has under a name of its own, as a comment: it
   * can be pasted anywhere, and a person moves it to its place.
   *
   * @param id of the resource in AWS
   */
  public static Hcl argumentOf(String type, String id, String name, String expression) {
    return new Hcl(
        "# in the resource %s of %s\n# %s = %s"
            .formatted(quote(type), quote(id), name, expression));
  }

  /** An argument with a string. */
  public Hcl text(String name, String value) {
    return set(name, quote(value));
  }

  /** An argument with a list of strings. */
  public Hcl texts(String name, List<String> values) {
    return set(name, values.stream().map(Hcl::quote).collect(Collectors.joining(", ", "[", "]")));
  }

  /**
   * @param expression not from outside: a number, true or false, a reference
   */
  public Hcl set(String name, Object expression) {
    arguments.put(name, String.valueOf(expression));
    return this;
  }

  /** Formatted as by {@code terraform fmt}. */
  @Override
  public String toString() {
    if (arguments.isEmpty()) {
      return header;
    }
    int width = arguments.keySet().stream().mapToInt(String::length).max().orElse(0);
    return arguments.entrySet().stream()
        .map(
            e -> "  " + e.getKey() + " ".repeat(width - e.getKey().length()) + " = " + e.getValue())
        .collect(Collectors.joining("\n", header + " {\n", "\n}"));
  }

  /** A quoted string in which Terraform evaluates no template. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      boolean startsTemplate =
          (character == '$' || character == '%') && text.startsWith("{", i + 1);
      if (startsTemplate && i > 0 && text.charAt(i - 1) == character) {
        quoted.append(escape(character)); // three of them in a row would be read in two ways
      } else if (startsTemplate) {
        quoted.append(character).append(character);
      } else if (character == '"' || character == '\\') {
        quoted.append('\\').append(character);
      } else if (Character.isISOControl(character)
          || character == '\u2028'
          || character == '\u2029') {
        quoted.append(escape(character));
      } else {
        quoted.append(character);
      }
    }
    return quoted.append('"').toString();
  }

  private static String escape(char character) {
    return "\\u%04x".formatted((int) character);
  }
}
