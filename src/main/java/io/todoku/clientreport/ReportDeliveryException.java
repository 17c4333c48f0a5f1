package io.todoku.clientreport;

/** A scheduled report could not be made or delivered. */
final class ReportDeliveryException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String key;
  private final String detail;
  private final boolean permanent;

  /**
   * @param key of the text that tells it
   * @param detail its only argument
   * @param permanent whether another attempt would fail as well
   */
  ReportDeliveryException(String key, String detail, boolean permanent) {
    super(key + ": " + detail);
    this.key = key;
    this.detail = detail;
    this.permanent = permanent;
  }

  String key() {
    return key;
  }

  String detail() {
    return detail;
  }

  boolean isPermanent() {
    return permanent;
  }
}
