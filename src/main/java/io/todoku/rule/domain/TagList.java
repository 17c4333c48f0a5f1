package io.todoku.rule.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text such as {@code v=DKIM1; p=…} (RFC 6376 section 3.2), the form of DKIM, DMARC, TLS-RPT and
 * MTA-STS records.
 *
 * @param tags in order; names and values as written, without surrounding white space
 * @param malformed whether a part between semicolons is no {@code name=value}
 */
record TagList(List<Tag> tags, boolean malformed) {

  record Tag(String name, String value) {}

  private static final Pattern TAG =
      Pattern.compile("\\s*([A-Za-z][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*", Pattern.DOTALL);

  /** Tab, line feed and carriage return in the presentation form of DNS. */
  private static final Pattern ESCAPED_BLANK = Pattern.compile("\\\\(009|010|013)");

  static TagList of(String txt) {
    List<Tag> tags = new ArrayList<>();
    boolean malformed = false;
    String[] parts = ESCAPED_BLANK.matcher(txt).replaceAll(" ").split(";", -1);
    for (int i = 0; i < parts.length; i++) {
      Matcher tag = TAG.matcher(parts[i]);
      if (tag.matches()) {
        tags.add(new Tag(tag.group(1), tag.group(2)));
      } else {
        malformed |=
            i < parts.length - 1 || !parts[i].isBlank(); // a semicolon at the end is allowed
      }
    }
    return new TagList(tags, malformed);
  }

  /** Whether it begins with {@code v=} and exactly this version. */
  boolean beginsWithVersion(String version) {
    return !tags.isEmpty() && tags.getFirst().equals(new Tag("v", version));
  }

  /** The value of the first tag of that name. */
  Optional<String> value(String name) {
    return tags.stream().filter(tag -> tag.name().equals(name)).map(Tag::value).findFirst();
  }

  boolean hasRepeatedTags() {
    return tags.stream().map(Tag::name).distinct().count() < tags.size();
  }
}
