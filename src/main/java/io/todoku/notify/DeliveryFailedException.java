package io.todoku.notify;

import java.time.Duration;

/** A delivery did not reach its receiver, or nobody knows whether it did. */
class DeliveryFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient NoticeLine reason;
  private final Duration retryAfter;

  DeliveryFailedException(NoticeLine why) {
    this(why, Duration.ZERO);
  }

  /**
   * @param atLeast how long the receiver asks to be left alone
   */
  DeliveryFailedException(NoticeLine why, Duration atLeast) {
    super(why.key() + " " + why.arguments());
    this.reason = why;
    this.retryAfter = atLeast;
  }

  NoticeLine reason() {
    return reason;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
