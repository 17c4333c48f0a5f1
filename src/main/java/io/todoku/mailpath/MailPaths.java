package io.todoku.mailpath;

import io.todoku.rule.Finding;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/** Draws up the mail paths of one account from its snapshot and the findings about it. */
public final class MailPaths {

  private final Snapshot snapshot;
  private final List<Sender> senders;
  private final PathFindings findings;

  /**
   * @param senders every public address of the account
   * @param findings of all rules
   */
  public MailPaths(Snapshot snapshot, List<Sender> senders, List<Finding> findings) {
    this.snapshot = snapshot;
    this.senders = List.copyOf(senders);
    this.findings = new PathFindings(List.copyOf(findings));
  }

  /** Empty where the account does not hold the address, as far as was collected. */
  public Optional<MailPath> ofAddress(String address) {
    return senders.stream()
        .filter(sender -> Network.sameAddress(sender.address(), address))
        .findFirst()
        .map(sender -> new AddressPath(snapshot, sender, findings).make());
  }

  /**
   * The addresses that a host without a public address leaves by, or may: those of the NAT gateways
   * and NAT instances that its routes lead to.
   *
   * @param region of the host
   */
  public List<Sender> exitsOf(String host, String region) {
    return senders.stream()
        .filter(sender -> sender.region().equals(region) && !sender.idle())
        .filter(sender ->
            AddressHolder.find(snapshot, sender).filter(held -> hasBehind(held, host)).isPresent())
        .toList();
  }

  private boolean hasBehind(AddressHolder held, String host) {
    String translator = held.translator();
    return translator != null
        && Senders.hostsBehind(snapshot, held.region(), translator).stream()
            .anyMatch(behind -> behind.id().equals(host));
  }

  /** The path of a mail domain, also of one that was not looked up yet. */
  public MailPath ofDomain(String domain) {
    return new DomainPath(snapshot, domain, senders, findings).make();
  }
}
