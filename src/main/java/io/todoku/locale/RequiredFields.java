package io.todoku.locale;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields that a request body must have. One answer names all that are missing. */
public final class RequiredFields {

  private final List<String> missing = new ArrayList<>();

  /**
   * A field that must have a value.
   *
   * @param value null or a blank text if it is missing
   */
  public RequiredFields field(String name, @Nullable Object value) {
    return given(name, value instanceof String text && text.isBlank() ? null : value);
  }

  /** A field that may be empty, if that is said. */
  public RequiredFields given(String name, @Nullable Object value) {
    if (value == null) {
      missing.add("\"" + name + "\"");
    }
    return this;
  }

  /**
   * @throws InvalidInputException if one is missing
   */
  public void check() {
    if (!missing.isEmpty()) {
      throw InvalidInputException.withMessage(
          "the body lacks %s %s"
              .formatted(
                  missing.size() == 1 ? "the field" : "the fields", String.join(", ", missing)));
    }
  }
}
