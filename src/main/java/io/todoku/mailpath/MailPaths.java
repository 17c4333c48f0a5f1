package io.todoku.mailpath;

import io.todoku.rule.Finding;
import io.todoku.rule.Sender;
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

  /** The path of a mail domain, also of one that was not looked up yet. */
  public MailPath ofDomain(String domain) {
    return new DomainPath(snapshot, domain, senders, findings).make();
  }
}
