package io.todoku.notify;

import java.time.Duration;

/** A delivery did not reach its receiver, or nobody knows whether it did. */
class DeliveryFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient NoticeLine reason;
  private final Duration retryAfter;

  DeliveryFailedException(NoticeLine reason) {
    this(reason, Duration.ZERO);
  }

  /**
   * @param retryAfter how long the receiver asks to wait before the next attempt
   */
  DeliveryFailedException(NoticeLine reason, Duration retryAfter) {
    super(reason.key() + " " + reason.arguments());
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  NoticeLine reason() {
    return reason;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
