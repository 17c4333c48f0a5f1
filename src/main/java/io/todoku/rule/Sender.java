package io.todoku.rule;

import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A public address and its two roles: whether mail leaves from it, and whether it takes mail in.
 * Each role has evidence of its own, and neither follows from the other.
 *
 * @param resource the address as a resource; {@code address} is always set
 * @param region the Region of the address
 * @param allocationId of the Elastic IP, by which a PTR is requested; null where it is no Elastic
 *     IP or the id was not collected
 * @param instanceId the instance that has the address; null where it has none
 * @param idle whether it is an Elastic IP that is associated with nothing
 * @param sending whether mail leaves from it, as far as the evidence goes
 * @param receiving whether it takes mail in, as far as the evidence goes
 * @param domains the mail domains that it sends for, as configured; empty where no evidence and no
 *     person connects it with one
 * @param openDomains the mail domains whose mail it takes in, while their SPF records name only
 *     others: it is open whether it sends for them too
 */
public record Sender(
    Resource resource,
    String region,
    @Nullable String allocationId,
    @Nullable String instanceId,
    boolean idle,
    Sending sending,
    Receiving receiving,
    Set<String> domains,
    Set<String> openDomains) {

  /** Whether mail leaves from an address. */
  public enum SendingRole {
    SENDS,
    /** Mail of a known sender leaves by this address or by another one. */
    CANDIDATE,
    /** No evidence of sending was found, but some of it could not be collected. */
    UNDETERMINED,
    /** All evidence was collected, and none shows that it sends. */
    NO_SIGN,
    /** A person or a tag declared that it does not send. */
    OVERRULED
  }

  /** Whether an address takes mail in. */
  public enum ReceivingRole {
    RECEIVES,
    /** No evidence was found, but some of it could not be collected. */
    UNDETERMINED,
    /** All evidence was collected, and none shows that it takes mail in. */
    NO_SIGN,
    /** A person or a tag declared that it takes no mail in, and no evidence speaks against it. */
    OVERRULED
  }

  /**
   * The sending role.
   *
   * @param evidence for the role; where the role is undetermined, what is not known
   * @param uncertainty what is not known; set exactly where the role is undetermined or a candidate
   */
  public record Sending(SendingRole role, List<Text> evidence, @Nullable Reason uncertainty) {}

  /**
   * The receiving role.
   *
   * @param evidence for the role; where the role is undetermined, what is not known
   */
  public record Receiving(ReceivingRole role, List<Text> evidence) {}

  public String address() {
    return Objects.requireNonNull(resource.address());
  }

  public SendingRole role() {
    return sending.role();
  }

  /** What is not known; set exactly where it may send but is not known to. */
  public @Nullable Reason uncertainty() {
    return sending.uncertainty();
  }

  /** Whether it is known that mail leaves from it. */
  public boolean sends() {
    return sending.role() == SendingRole.SENDS;
  }

  /** Whether rules about senders judge it: it sends, or it is not known that it does not. */
  public boolean maySend() {
    return switch (sending.role()) {
      case SENDS, CANDIDATE, UNDETERMINED -> true;
      case NO_SIGN, OVERRULED -> false;
    };
  }

  /** Whether it is known that it takes mail in. */
  public boolean receives() {
    return receiving.role() == ReceivingRole.RECEIVES;
  }

  /** Whether rules about servers judge it: a mail server is there, or may be. */
  public boolean mayBeServer() {
    return switch (receiving.role()) {
      case RECEIVES, UNDETERMINED -> true;
      case NO_SIGN, OVERRULED -> maySend();
    };
  }

  /** Whether something of the account can listen there: not at a NAT gateway, nor at SES. */
  public boolean canListen() {
    return resource.type() != Resource.Type.NAT_GATEWAY
        && resource.type() != Resource.Type.SES_ADDRESS;
  }

  /** The same sender, of which it is open whether it sends for one of its open domains. */
  public Sender asCandidateFor(String domain) {
    Reason open = Question.SENDS_FOR_DOMAIN.about(address(), "SPF " + domain);
    return new Sender(
        resource,
        region,
        allocationId,
        instanceId,
        idle,
        new Sending(SendingRole.CANDIDATE, sending.evidence(), open),
        receiving,
        domains,
        openDomains);
  }

  /** Whether mail domains authorise it themselves: SES authorises its own addresses. */
  public boolean sendsForMailDomains() {
    return resource.type() != Resource.Type.SES_ADDRESS;
  }

  /** Whether the block on port 25 can hold its mail back: SES sends from hosts of its own. */
  public boolean leavesByEc2() {
    return resource.type() != Resource.Type.SES_ADDRESS;
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
