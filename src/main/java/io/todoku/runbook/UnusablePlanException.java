package io.todoku.runbook;

/** A plan file, or the file of what was observed for it, cannot be used; the message says why. */
public final class UnusablePlanException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnusablePlanException(String message, Exception cause) {
    super(message, cause);
  }
}
