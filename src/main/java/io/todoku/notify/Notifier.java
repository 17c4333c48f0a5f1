package io.todoku.notify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Delivers to one kind of channel. A new kind is one bean of this type and its texts in {@code
 * messages/notify*.properties}, whose keys end with {@link #kind()}: see {@link
 * ChannelKindView#textKeys}. Pages and forms are derived from what it returns.
 */
interface Notifier {

  /** Its id in addresses, message keys and, in capitals, the database: at most 20 of a-z. */
  String kind();

  /** Why no channel of this kind can deliver now; null where one can. */
  default @Nullable NoticeLine unavailableReason() {
    return null;
  }

  /** Whether whoever knows a target can use it: then the form never shows it again. */
  default boolean isTargetSecret() {
    return false;
  }

  /** A target as pages show it: without its secret part. */
  default String displayTarget(String target) {
    return target;
  }

  /** Whether each channel of this kind has a secret of its own that messages are signed with. */
  default boolean isSigned() {
    return false;
  }

  /**
   * Whether it keeps a ticket of each problem: then it is always told at once of what begins, ends
   * and changes, and the form offers no other choice.
   */
  default boolean keepsTickets() {
    return false;
  }

  /**
   * Whether it keeps the findings of accounts: then it is told after each scan, and of nothing
   * else, and the form offers no other choice.
   */
  default boolean keepsFindings() {
    return false;
  }

  /** What is told and when is not for the form to choose. */
  default boolean hasFixedNotices() {
    return keepsTickets() || keepsFindings();
  }

  /** What the form asks for beside the target. */
  default List<ChannelField> fields() {
    return List.of();
  }

  /** The key of the message that tells why a target cannot be used; null where it can. */
  @Nullable String targetError(String target);

  /** Returns when the receiver has accepted the delivery. */
  void send(Delivery delivery) throws DeliveryFailedException;
}
