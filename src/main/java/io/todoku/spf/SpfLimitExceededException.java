package io.todoku.spf;

/**
 * More DNS lookups than RFC 7208 (section 4.6.4) allows, or a longer term than can be evaluated: a
 * permanent error.
 */
final class SpfLimitExceededException extends RuntimeException {

  private static final long serialVersionUID = 1;

  SpfLimitExceededException(String message) {
    super(message);
  }
}
