package io.todoku.rule;

import io.todoku.snapshot.AccountNetwork.TransitGatewayEntry;
import io.todoku.snapshot.Reason;
import org.jspecify.annotations.Nullable;

/** By what packets to the Internet leave a VPC. */
sealed interface WayOut {

  /**
   * A NAT gateway, a NAT instance or another appliance with a public address.
   *
   * @param id of the gateway ({@code nat-…}) or of the interface ({@code eni-…})
   */
  record Translated(String id) implements WayOut {}

  /** An Internet gateway, which needs a public address at the sender itself. */
  record Direct() implements WayOut {}

  /** No route leads to the Internet. */
  record None() implements WayOut {}

  /**
   * The route ends where the inventory does not reach.
   *
   * @param reason where it ends, or why routes are not known
   * @param entry the transit gateway that other accounts may show more of; null where it is not one
   */
  record Untraceable(Reason reason, @Nullable TransitGatewayEntry entry) implements WayOut {
    Untraceable(Reason reason) {
      this(reason, null);
    }
  }
}
