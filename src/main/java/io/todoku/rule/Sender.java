package io.todoku.rule;

import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A public address and whether mail leaves from it.
 *
 * @param resource the address as a resource; {@code address} is always set
 * @param region the Region of the address
 * @param allocationId of the Elastic IP, by which a PTR is requested; null where it is no Elastic
 *     IP or the id was not collected
 * @param instanceId the instance that has the address; null where it has none
 * @param idle whether it is an Elastic IP that is associated with nothing
 * @param role whether it sends, as far as the evidence goes
 * @param why the evidence for the role; where the role is undetermined, what is not known
 * @param uncertainty what is not known; set exactly where the role is undetermined or a candidate
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
    /** Mail of a known sender leaves by this address or by another one. */
    CANDIDATE,
    /** No evidence of sending was found, but some of it could not be collected. */
    UNDETERMINED,
    /** An AWS service such as a load balancer takes mail in by it; no mail leaves from it. */
    RECEIVES,
    /** All evidence was collected, and none shows that it sends. */
    NO_SIGN,
    /** A person or a tag declared that it does not send. */
    OVERRULED
  }

  public String address() {
    return Objects.requireNonNull(resource.address());
  }

  /** Whether rules about senders judge it: it sends, or it is not known that it does not. */
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
