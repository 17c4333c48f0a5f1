package io.todoku.rule;

import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Snapshot;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which mail domains an address sends for, if it sends. */
final class SenderDomains {

  private final Snapshot snapshot;
  private final String address;
  private final RoleDeclaration declaration;
  private final Set<String> mxDomains;
  private final Set<String> spfDomains;
  private final DomainSpf spf;
  private final List<String> mailDomains;

  /**
   * @param mxDomains the domains whose MX leads to the address
   * @param spfDomains the domains whose SPF record names it
   */
  SenderDomains(
      Snapshot snapshot,
      String address,
      RoleDeclaration declaration,
      Set<String> mxDomains,
      Set<String> spfDomains,
      DomainSpf spf) {
    this.snapshot = snapshot;
    this.address = address;
    this.declaration = declaration;
    this.mxDomains = mxDomains;
    this.spfDomains = spfDomains;
    this.spf = spf;
    this.mailDomains = snapshot.account().distinctDomains().stream().map(MailDomain::name).toList();
  }

  /** The domains whose mail it takes in, while their SPF records name only others. */
  Set<String> openDomains() {
    return declaration.domains().isEmpty() && !spfDomains.isEmpty()
        ? mxDomains.stream()
            .filter(domain -> !spfDomains.contains(domain) && spf.namesNoOwnAddress(domain))
            .collect(Collectors.toCollection(LinkedHashSet::new))
        : Set.of();
  }

  /**
   * The domains that a person chose, or else those that name the address, or else those that its
   * own names lie in.
   *
   * @param belongsToOnlyDomain whether, without any of these, it sends for the only domain where
   *     the account has just one
   */
  Set<String> domains(boolean belongsToOnlyDomain) {
    if (!declaration.domains().isEmpty()) {
      return Set.copyOf(declaration.domains());
    }
    Set<String> domains = new LinkedHashSet<>(spfDomains);
    // the domain of an MX may send by a relay service alone, though its server sends for another
    mxDomains.stream()
        .filter(domain -> spfDomains.isEmpty() || !spf.namesNoOwnAddress(domain))
        .forEach(domains::add);
    if (domains.isEmpty()) { // a host of many domains is named in one of them
      ownNames().flatMap(name -> domainOf(name).stream()).forEach(domains::add);
    }
    return domains.isEmpty() && belongsToOnlyDomain && mailDomains.size() == 1
        ? Set.of(mailDomains.getFirst())
        : domains;
  }

  /** The names in the PTR and those by which the mail server calls itself, canonical. */
  private Stream<String> ownNames() {
    Stream<String> ptr =
        snapshot.ptrLookup(address).answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
            ? answer.records().stream()
            : Stream.empty();
    Stream<String> helo =
        snapshot.mailServer(address).dialogue() instanceof Known<SmtpDialogue>(SmtpDialogue d)
            ? HeloNames.of(d).stream()
            : Stream.empty();
    return Stream.concat(ptr, helo).map(DnsLookup::canonical);
  }

  /** The mail domain that a name lies in; the longest where one lies in another. */
  private Optional<String> domainOf(String name) {
    return mailDomains.stream()
        .filter(domain -> {
          String canonical = DnsLookup.canonical(domain);
          return name.equals(canonical) || name.endsWith("." + canonical);
        })
        .max(Comparator.comparingInt(String::length));
  }
}
