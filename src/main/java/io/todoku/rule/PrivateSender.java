package io.todoku.rule;

import io.todoku.rule.PrivateHosts.PrivateHost;
import io.todoku.rule.SharedNetworks.ExitAddress;
import io.todoku.snapshot.AccountNetwork.TransitGatewayEntry;
import io.todoku.snapshot.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A private host that sends mail, or may.
 *
 * @param evidence of sending; null where the host is listed only for its uncertainty
 * @param uncertainty why it may send by an address of its own or not at all; null where it is
 *     certain
 * @param declared whether a person's tag says that it sends
 */
record PrivateSender(
    PrivateHost host,
    @Nullable Text evidence,
    @Nullable Reason uncertainty,
    boolean declared,
    HostEgress egress) {

  List<String> translators() {
    return egress.translators();
  }

  List<ExitAddress> exits() {
    return egress.exits();
  }

  List<TransitGatewayEntry> entries() {
    return egress.entries();
  }

  @Nullable Reason untraceable() {
    return egress.untraceable();
  }

  /** Whether it is known to send, and leaves the account only by one transit gateway. */
  boolean leavesOnlyByOneEntry() {
    return evidence != null
        && uncertainty == null
        && translators().isEmpty()
        && entries().size() == 1;
  }
}
