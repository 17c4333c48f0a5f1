package io.todoku.rule;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.spf.SpfEvaluator;
import io.todoku.spf.SpfRecord;
import io.todoku.spf.SpfRecord.Term;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Collects what a mail domain shows of an address: its MX leads there, which is evidence of
 * receiving, or its SPF record names it, which is evidence of sending.
 */
final class DomainEvidence {

  private final Snapshot snapshot;
  private final String domain;
  private final String address;
  private final String type;
  private final RoleEvidence sending;
  private final Set<String> searchedDomains = new HashSet<>();
  private boolean namedBySpf;

  DomainEvidence(Snapshot snapshot, String domain, String address, RoleEvidence sending) {
    this.snapshot = snapshot;
    this.domain = domain;
    this.address = address;
    this.type = DnsLookup.addressType(address);
    this.sending = sending;
  }

  /**
   * Whether the domain's mail is delivered to the address. Only an MX record is evidence: a domain
   * without one receives at its own address (implicit MX), which mostly is a web server's.
   */
  boolean addReceiving(RoleEvidence receiving) {
    boolean found = false;
    for (String host : DnsLookup.mxHosts(records(domain, "MX", receiving))) {
      if (records(host, type, receiving).stream()
          .anyMatch(record -> Network.sameAddress(record, address))) {
        receiving.add("sender.mx", domain, host);
        found = true;
      }
    }
    return found
        || snapshot.lookup(domain, "MX").mailHosts().stream()
            .anyMatch(host -> snapshot.lookup(host, type).resolvesTo(address));
  }

  /** Whether the SPF record of the domain names the address. */
  boolean addSending() {
    searchSpf(domain);
    return namedBySpf;
  }

  private List<String> mxHosts(String name) {
    return DnsLookup.mxHosts(records(name, "MX"));
  }

  private void searchSpf(String name) {
    if (!searchedDomains.add(DnsLookup.canonical(name))) {
      return;
    }
    for (String txt : records(name, "TXT")) {
      SpfRecord.of(txt)
          .ifPresent(spf ->
              spf.terms().stream()
                  .filter(Term::authorises)
                  .forEach(term -> searchTerm(name, term)));
    }
  }

  private void searchTerm(String name, Term term) {
    switch (term.name()) {
      case "ip4", "ip6" -> addIf(within(term.value() + term.prefix()));
      case "a" -> {
        if (hasNoMacros(name, term)) {
          addIf(anyWithin(term.targetDomain(name), term));
        }
      }
      case "mx" -> {
        if (hasNoMacros(name, term)) {
          mxHosts(term.targetDomain(name)).forEach(host -> addIf(anyWithin(host, term)));
        }
      }
      case "include", "redirect" -> {
        if (hasNoMacros(name, term)) {
          searchSpf(term.value());
        }
      }
      case "exists", "ptr" -> evaluateSpf(name, term);
      default -> {} // all, exp and unknown terms name no address
    }
  }

  /** A macro (RFC 7208 section 7) depends on the message. */
  private boolean hasNoMacros(String name, Term term) {
    if (term.value().contains("%")) {
      evaluateSpf(name, term);
      return false;
    }
    return true;
  }

  /** A term with macros or {@code ptr} names the address where a receiver's evaluation passes. */
  private void evaluateSpf(String name, Term term) {
    SpfEvaluator.SpfOutcome outcome = new SpfEvaluator(snapshot::lookup).evaluate(address, domain);
    switch (outcome.result()) {
      case PASS -> addIf(true);
      case FAIL, SOFTFAIL, NEUTRAL, NONE -> {}
      case TEMPERROR, PERMERROR ->
          sending.addUnknown(
              Objects.requireNonNullElseGet(
                  outcome.failedLookup(),
                  () -> Reason.of(ReasonKind.NOT_ASKED, name + " TXT: " + term, "")));
    }
  }

  private void addIf(boolean namesAddress) {
    if (namesAddress) {
      namedBySpf = true;
      sending.add("sender.spf", domain);
    }
  }

  private boolean anyWithin(String host, Term term) {
    String prefix = "/" + term.prefixLength(type.equals("AAAA"));
    return records(host, type).stream().anyMatch(record -> within(record + prefix));
  }

  private boolean within(String range) {
    try {
      return Network.parseAddress(address).map(Network.of(range)::contains).orElse(false);
    } catch (IllegalArgumentException malformed) {
      return false; // a malformed term names no address
    }
  }

  /** The records; a failure of the look-up is added as unknown. */
  private List<String> records(String name, String recordType) {
    return records(name, recordType, sending);
  }

  private List<String> records(String name, String recordType, RoleEvidence evidence) {
    DnsLookup lookup = snapshot.lookup(name, recordType);
    String query = lookup.name() + " " + recordType;
    return switch (lookup.answer()) {
      case Unknown<DnsAnswer>(Reason reason) -> {
        evidence.addUnknown(query, reason);
        yield List.of();
      }
      case Known<DnsAnswer>(DnsAnswer answer) -> {
        switch (answer.status()) {
          case BOGUS, CNAME_LOOP ->
              evidence.addUnknown(Reason.of(ReasonKind.SERVFAIL, query, answer.status().name()));
          case ANSWERED, NXDOMAIN, NODATA -> {}
        }
        yield answer.records();
      }
    };
  }
}
