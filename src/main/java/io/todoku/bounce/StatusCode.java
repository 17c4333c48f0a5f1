package io.todoku.bounce;

/**
 * An enhanced status code (RFC 3463).
 *
 * @param kind 2 success, 4 for now, 5 for good
 */
record StatusCode(int kind, int subject, int detail) {

  static StatusCode parse(String text) {
    String[] parts = text.split("\\.");
    return new StatusCode(
        Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  /**
   * The code without its first number, which tells only how lasting the failure is: {@code 7.25}.
   */
  String meaning() {
    return subject + "." + detail;
  }

  /** Whether it tells nothing: {@code 5.0.0}. */
  boolean isVague() {
    return subject == 0 && detail == 0;
  }

  @Override
  public String toString() {
    return kind + "." + subject + "." + detail;
  }
}
