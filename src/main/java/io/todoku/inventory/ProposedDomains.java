package io.todoku.inventory;

import io.todoku.account.Account;
import io.todoku.rule.RegisteredDomains;
import io.todoku.rule.Sender;
import io.todoku.rule.Sender.SendingRole;
import io.todoku.rule.Text;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Ses;
import io.todoku.snapshot.Ses.SesIdentity;
import io.todoku.snapshot.Ses.SesIdentityDetails;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Mail domains that an account has by what was collected of it and that its settings lack: verified
 * domains of SES, the domains of reverse DNS names of senders, and hosted zones of Route 53.
 */
final class ProposedDomains {

  /** Names that AWS gives to addresses and hosts: whoever rents one sends for another domain. */
  private static final List<String> OF_AWS =
      List.of("amazonaws.com", "amazonaws.com.cn", "compute.internal", "ec2.internal", "aws");

  private final Map<String, Proposal> byName = new LinkedHashMap<>();

  /** Canonical. */
  private final List<String> inSettings;

  private ProposedDomains(List<MailDomain> domains) {
    inSettings = domains.stream().map(domain -> DnsLookup.canonical(domain.name())).toList();
  }

  /**
   * A domain to add.
   *
   * @param dkimSelectors those that SES signs with
   * @param reasons why it is proposed; at least one
   * @param likely whether mail is sent for it by what was found; a hosted zone alone does not show
   *     that
   */
  record ProposedDomain(
      String name, List<String> dkimSelectors, List<Text> reasons, boolean likely) {

    MailDomain toMailDomain() {
      return new MailDomain(name, dkimSelectors);
    }
  }

  private static final class Proposal {
    private final Set<String> selectors = new LinkedHashSet<>();
    private final List<Text> reasons = new ArrayList<>();
    private boolean likely;
  }

  /** Those that are likely first, then by name. */
  static List<ProposedDomain> of(Account account, Snapshot snapshot, List<Sender> senders) {
    ProposedDomains proposed = new ProposedDomains(account.mailDomains());
    snapshot.knownRegions().forEach(proposed::addIdentities);
    senders.forEach(sender -> proposed.addReverseNames(sender, snapshot));
    snapshot.zones().orElse(List.of()).forEach(proposed::addZone);
    proposed.inSettings.forEach(proposed.byName::remove);
    return proposed.byName.entrySet().stream()
        .map(entry ->
            new ProposedDomain(
                entry.getKey(),
                List.copyOf(entry.getValue().selectors),
                List.copyOf(entry.getValue().reasons),
                entry.getValue().likely))
        .sorted(
            Comparator.comparing(ProposedDomain::likely)
                .reversed()
                .thenComparing(ProposedDomain::name))
        .toList();
  }

  private void addIdentities(RegionInventory region) {
    region.ses().map(Ses::identities).orElse(List.of()).stream()
        .filter(identity -> identity.type().equals("DOMAIN"))
        .filter(identity -> identity.verificationStatus().equals("SUCCESS"))
        .forEach(identity -> addIdentity(identity, region.name()));
  }

  private void addIdentity(SesIdentity identity, String region) {
    Proposal proposal = add(identity.name(), Text.of("inventory.proposed.ses", region), true);
    if (identity.details() instanceof Known<SesIdentityDetails>(SesIdentityDetails details)
        && details.dkimSigningEnabled()) {
      proposal.selectors.addAll(details.dkimSelectors());
    }
  }

  /** The name of an address that does not send says nothing of the mail of its domain. */
  private void addReverseNames(Sender sender, Snapshot snapshot) {
    if (sender.sending().role() == SendingRole.SENDS
        && snapshot.ptrLookup(sender.address()).answer()
            instanceof Known<DnsAnswer>(DnsAnswer answer)) {
      answer.records().stream()
          .map(DnsLookup::canonical)
          .filter(name -> OF_AWS.stream().noneMatch(aws -> isAtOrBelow(name, aws)))
          .forEach(name ->
              add(domainOf(name), Text.of("inventory.proposed.ptr", sender.address(), name), true));
    }
  }

  /** The domain of the settings or of SES that has the name, or the registered one. */
  private String domainOf(String name) {
    return Stream.concat(inSettings.stream(), byName.keySet().stream())
        .filter(domain -> isAtOrBelow(name, domain))
        .max(Comparator.comparingInt(String::length))
        .orElseGet(() -> RegisteredDomains.registeredName(name));
  }

  private void addZone(HostedZone zone) {
    if (!zone.name().endsWith(".arpa")) {
      add(zone.name(), Text.of("inventory.proposed.zone"), false);
    }
  }

  private Proposal add(String name, Text reason, boolean likely) {
    Proposal proposal = byName.computeIfAbsent(DnsLookup.canonical(name), _ -> new Proposal());
    if (!proposal.reasons.contains(reason)) {
      proposal.reasons.add(reason);
    }
    proposal.likely |= likely;
    return proposal;
  }

  private static boolean isAtOrBelow(String name, String ancestor) {
    return name.equals(ancestor) || name.endsWith("." + ancestor);
  }

  /** Those of these names, in any case. */
  static List<MailDomain> chosen(List<ProposedDomain> proposed, Collection<String> names) {
    Set<String> wanted = new LinkedHashSet<>();
    names.forEach(name -> wanted.add(DnsLookup.canonical(name.strip())));
    return proposed.stream()
        .filter(domain -> wanted.contains(domain.name()))
        .map(ProposedDomain::toMailDomain)
        .toList();
  }

  /** The account with more mail domains. */
  static Account with(Account account, List<MailDomain> more) {
    return new Account(
        account.id(),
        account.name(),
        account.client(),
        account.environment(),
        account.access(),
        account.regions(),
        Stream.concat(account.mailDomains().stream(), more.stream()).toList());
  }
}
