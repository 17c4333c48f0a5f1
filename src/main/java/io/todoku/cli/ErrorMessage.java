package io.todoku.cli;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.NestedExceptionUtils;
import org.yaml.snakeyaml.error.YAMLException;

/** Finds in a failed start the one line that tells which part of the configuration is wrong. */
final class ErrorMessage {

  private ErrorMessage() {}

  /** Null where the failure is not one of the configuration. */
  static @Nullable String ofConfiguration(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException bind && !(bind.getCause() instanceof BindException)) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(bind);
        return "the configuration is wrong at "
            + bind.getName()
            + (bind.getProperty() == null ? "" : " (" + bind.getProperty().getOrigin() + ")")
            + ": "
            + root.getMessage();
      }
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      boolean refusal =
          cause instanceof IllegalArgumentException
              || cause instanceof ConfigDataException
              || cause instanceof YAMLException;
      if (refusal && cause.getMessage() != null) {
        return cause.getMessage(); // the outermost names the place
      }
    }
    return null;
  }
}
