package io.todoku.notify;

import java.time.Duration;

/** A delivery did not reach its receiver, or nobody knows whether it did. */
class DeliveryFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient NoticeLine reason;
  private final Duration retryAfter;
  private final boolean permanent;

  DeliveryFailedException(NoticeLine reason) {
    this(reason, Duration.ZERO);
  }

  /**
   * @param retryAfter how long the receiver asks to wait before the next attempt
   */
  DeliveryFailedException(NoticeLine reason, Duration retryAfter) {
    this(reason, retryAfter, false);
  }

  private DeliveryFailedException(NoticeLine reason, Duration retryAfter, boolean permanent) {
    super(reason.key() + " " + reason.arguments());
    this.reason = reason;
    this.retryAfter = retryAfter;
    this.permanent = permanent;
  }

  /** Another attempt would fail as well, or would reach again those who have the message. */
  static DeliveryFailedException permanent(NoticeLine reason) {
    return new DeliveryFailedException(reason, Duration.ZERO, true);
  }

  NoticeLine reason() {
    return reason;
  }

  boolean isPermanent() {
    return permanent;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
