package io.todoku.rule;

import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A public address and whether mail leaves from it.
 *
 * @param resource the address as a resource; {@code address} is always set
 * @param region that holds it
 * @param allocationId of the Elastic IP that it is, by which a PTR is requested; null where it is
 *     none, or that was not seen
 * @param instanceId behind it, null where it is idle or not an instance's
 * @param idle an Elastic IP that is associated with nothing
 * @param role whether it sends, as far as the evidence goes
 * @param doubt what could not be seen, set exactly where the role is undetermined or a candidate's
 * @param why the evidence for the role, or what could not be seen where it is undetermined
 */
public record Sender(
    Resource resource,
    String region,
    @Nullable String allocationId,
    @Nullable String instanceId,
    boolean idle,
    SenderRole role,
    List<Text> why,
    @Nullable Reason uncertainty) {

  /** Whether mail leaves from an address. */
  public enum SenderRole {
    SENDS,
    /** A known sender's mail leaves by it, or by another. */
    CANDIDATE,
    /** No sign of mail, but some of the places to look could not be seen. */
    UNDETERMINED,
    /** An AWS service takes mail in by it, such as a load balancer; none leaves from it. */
    RECEIVES,
    NO_SIGN,
    /** A person said that it does not. */
    OVERRULED
  }

  public String address() {
    return java.util.Objects.requireNonNull(resource.address());
  }

  /** Rules judge what sends and what may send; only a shown absence of signs excuses an address. */
  public boolean maySend() {
    return switch (role) {
      case SENDS, CANDIDATE, UNDETERMINED -> true;
      case RECEIVES, NO_SIGN, OVERRULED -> false;
    };
  }

  /** Every public address of the account, senders first, in a stable order. */
  public static List<Sender> allIn(Snapshot snapshot) {
    return SenderClassifier.of(snapshot).all();
  }

  /** The addresses that rules about senders judge. */
  public static List<Sender> possibleIn(Snapshot snapshot) {
    return allIn(snapshot).stream().filter(Sender::maySend).toList();
  }
}
