package io.todoku.runbook;

/** A plan file, or the file with its state, cannot be used; the message gives the reason. */
public final class UnusablePlanException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnusablePlanException(String message, Exception cause) {
    super(message, cause);
  }
}
