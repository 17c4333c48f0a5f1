package io.todoku.rule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the part of the Terraform language that remedies use: resources whose arguments are
 * strings, numbers, booleans, references, and lists of them. Anything else is refused.
 *
 * @param resources {@code type.label} of each, in order
 * @param references {@code type.label} that an argument refers to
 */
record HclDocument(List<String> resources, Set<String> references) {

  private static final String IDENTIFIER = "[A-Za-z_][A-Za-z0-9_-]*";

  /** What follows a dollar or per cent sign in a string is no template. */
  private static final String STRING =
      "\"(?:[^\"\\\\\\p{Cntrl}$%]|\\\\[nrt\"\\\\]|\\\\u[0-9a-f]{4}|\\$\\$\\{|%%\\{|[$%](?!\\{))*\"";

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<blank>[ \\n]+|#[^\\n]*)|(?<string>"
              + STRING
              + ")|(?<number>-?[0-9]+)|(?<reference>"
              + IDENTIFIER
              + "(?:\\."
              + IDENTIFIER
              + ")+)|(?<identifier>"
              + IDENTIFIER
              + ")|(?<sign>[{}\\[\\],=])");

  static HclDocument parse(String text) {
    Parser parser = new Parser(tokens(text));
    while (parser.hasNext()) {
      parser.resource();
    }
    return new HclDocument(parser.resources, parser.references);
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    for (int at = 0; at < text.length(); at = matcher.end()) {
      if (!matcher.region(at, text.length()).lookingAt()) {
        throw new IllegalArgumentException(
            "no token: " + text.substring(at, Math.min(at + 80, text.length())));
      }
      if (matcher.group("blank") == null) {
        tokens.add(matcher.group());
      }
    }
    return tokens;
  }

  private static final class Parser {

    private final List<String> resources = new ArrayList<>();
    private final Set<String> references = new LinkedHashSet<>();
    private final List<String> tokens;
    private int at;

    Parser(List<String> tokens) {
      this.tokens = tokens;
    }

    boolean hasNext() {
      return at < tokens.size();
    }

    void resource() {
      take("resource");
      String type = string();
      String label = string();
      if (!label.matches(IDENTIFIER) || label.length() > 64) {
        throw new IllegalArgumentException("no label: " + label);
      }
      resources.add(type + "." + label);
      take("{");
      Set<String> names = new LinkedHashSet<>();
      while (!peek().equals("}")) {
        String name = take(IDENTIFIER);
        if (!names.add(name)) {
          throw new IllegalArgumentException(name + " twice in " + label);
        }
        take("=");
        value();
      }
      take("}");
    }

    private void value() {
      if (peek().equals("[")) {
        take("\\[");
        while (!peek().equals("]")) {
          value();
          if (!peek().equals("]")) {
            take(",");
          }
        }
        take("]");
        return;
      }
      String value = take("true|false|-?[0-9]+|\".*\"|" + IDENTIFIER + "(\\.[\\w-]+){2}");
      if (value.matches(IDENTIFIER + "(\\.[\\w-]+){2}")) {
        references.add(value.substring(0, value.lastIndexOf('.')));
      }
    }

    private String string() {
      String token = take("\".*\"");
      return token.substring(1, token.length() - 1);
    }

    private String peek() {
      if (!hasNext()) {
        throw new IllegalArgumentException("it ends too early");
      }
      return tokens.get(at);
    }

    private String take(String pattern) {
      String token = peek();
      if (!token.equals(pattern) && !Pattern.matches("(?s)" + regex(pattern), token)) {
        throw new IllegalArgumentException(token + " instead of " + pattern);
      }
      at++;
      return token;
    }

    private static String regex(String pattern) {
      return pattern.matches("[{}\\[\\]]") ? Pattern.quote(pattern) : pattern;
    }
  }
}
