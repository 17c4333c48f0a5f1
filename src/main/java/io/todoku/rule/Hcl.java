package io.todoku.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A Terraform resource as text. What came from outside stands in it as a string that means itself.
 */
public final class Hcl {

  private final String header;
  private final Map<String, String> arguments = new LinkedHashMap<>();

  private Hcl(String head) {
    this.header = head;
  }

  /**
   * @param label what the resource is called in the configuration
   */
  public static Hcl resource(String type, String label) {
    return new Hcl("resource %s %s".formatted(quote(type), quote(label)));
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
   * @param expression of our own: a number, true or false, a reference
   */
  public Hcl set(String name, Object expression) {
    arguments.put(name, String.valueOf(expression));
    return this;
  }

  /** In the form that {@code terraform fmt} gives it. */
  @Override
  public String toString() {
    int width = arguments.keySet().stream().mapToInt(String::length).max().orElse(0);
    return arguments.entrySet().stream()
        .map(
            e -> "  " + e.getKey() + " ".repeat(width - e.getKey().length()) + " = " + e.getValue())
        .collect(Collectors.joining("\n", header + " {\n", "\n}"));
  }

  /** A quoted template of which nothing is evaluated. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char sign = text.charAt(i);
      boolean opens = (sign == '$' || sign == '%') && text.startsWith("{", i + 1);
      if (opens && i > 0 && text.charAt(i - 1) == sign) {
        quoted.append(escape(sign)); // three of them in a row would be read in two ways
      } else if (opens) {
        quoted.append(sign).append(sign);
      } else if (sign == '"' || sign == '\\') {
        quoted.append('\\').append(sign);
      } else if (Character.isISOControl(sign) || sign == '\u2028' || sign == '\u2029') {
        quoted.append(escape(sign));
      } else {
        quoted.append(sign);
      }
    }
    return quoted.append('"').toString();
  }

  private static String escape(char sign) {
    return "\\u%04x".formatted((int) sign);
  }
}
