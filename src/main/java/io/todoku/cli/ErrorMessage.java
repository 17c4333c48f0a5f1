package io.todoku.cli;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;

/** Says in one line what went wrong and where, from an exception that may have travelled far. */
final class ErrorMessage {

  private ErrorMessage() {}

  static String of(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnboundConfigurationPropertiesException unbound) {
        return "the configuration has keys that do not exist: "
            + unbound.getUnboundProperties().stream()
                .map(p -> p.getName() + (p.getOrigin() == null ? "" : " (" + p.getOrigin() + ")"))
                .sorted()
                .toList();
      }
      if (cause instanceof BindException bind && !(bind.getCause() instanceof BindException)) {
        Throwable root = rootCause(bind);
        if (root instanceof UnboundConfigurationPropertiesException) {
          continue;
        }
        return "the configuration is wrong at "
            + bind.getName()
            + (bind.getProperty() == null ? "" : " (" + bind.getProperty().getOrigin() + ")")
            + ": "
            + root.getMessage();
      }
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
        return cause.getMessage(); // the outermost names the place
      }
    }
    Throwable root = rootCause(thrown);
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  private static Throwable rootCause(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
