package io.todoku.notify;

import org.jspecify.annotations.Nullable;

/** One way to reach a receiver. Each is found by injection. */
interface Notifier {

  ChannelKind kind();

  /** What keeps this way from being used at all; null where nothing does. */
  default @Nullable NoticeLine unavailableReason() {
    return null;
  }

  /** What is wrong with a target that a person entered: the key of a message; null: nothing. */
  @Nullable String targetError(String target);

  /** Returns when the receiver has taken it. */
  void send(Delivery delivery) throws DeliveryFailedException;
}
