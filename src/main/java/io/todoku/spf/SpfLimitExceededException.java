package io.todoku.spf;

/** More questions than RFC 7208 (section 4.6.4) allows: a permanent error. */
final class SpfLimitExceededException extends RuntimeException {

  private static final long serialVersionUID = 1;

  SpfLimitExceededException(String what) {
    super(what);
  }
}
