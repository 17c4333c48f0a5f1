package io.todoku.cli;

import io.todoku.locale.InvalidInputException;

/** The command line or the configuration is wrong; the message tells what, in one line. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }

  /** For input that another package refuses with a message meant for the reader. */
  UsageException(InvalidInputException refusal) {
    super(String.valueOf(refusal.getMessage()), refusal);
  }
}
