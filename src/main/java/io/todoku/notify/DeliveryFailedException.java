package io.todoku.notify;

import java.time.Duration;

/** A delivery did not reach its receiver, or nobody knows whether it did. */
class DeliveryFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Line why;
  private final Duration atLeast;

  DeliveryFailedException(Line why) {
    this(why, Duration.ZERO);
  }

  /**
   * @param atLeast how long the receiver asks to be left alone
   */
  DeliveryFailedException(Line why, Duration atLeast) {
    super(why.key() + " " + why.arguments());
    this.why = why;
    this.atLeast = atLeast;
  }

  Line why() {
    return why;
  }

  Duration atLeast() {
    return atLeast;
  }
}
