package io.todoku.rule;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import io.todoku.spf.SpfEvaluator;
import io.todoku.spf.SpfRecord;
import io.todoku.spf.SpfRecord.Term;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Whether the MX or the SPF record of a mail domain leads to an address. */
final class DomainSenderEvidence {

  private final Snapshot snapshot;
  private final String domain;
  private final String address;
  private final String type;
  private final SenderEvidence evidence;
  private final Set<String> searchedDomains = new HashSet<>();

  DomainSenderEvidence(Snapshot snapshot, String domain, String address, SenderEvidence signs) {
    this.snapshot = snapshot;
    this.domain = domain;
    this.address = address;
    this.type = address.contains(":") ? "AAAA" : "A";
    this.evidence = signs;
  }

  void collect() {
    for (String host : mxHosts(domain)) {
      if (records(host, type).stream().anyMatch(record -> Network.sameAddress(record, address))) {
        evidence.add("sender.mx", domain, host);
      }
    }
    searchSpf(domain);
  }

  private List<String> mxHosts(String of) {
    return DnsLookup.mxHosts(records(of, "MX"));
  }

  private void searchSpf(String of) {
    if (!searchedDomains.add(DnsLookup.canonical(of))) {
      return;
    }
    for (String txt : records(of, "TXT")) {
      SpfRecord.of(txt)
          .ifPresent(spf ->
              spf.terms().stream().filter(Term::authorises).forEach(term -> searchTerm(of, term)));
    }
  }

  private void searchTerm(String of, Term term) {
    switch (term.name()) {
      case "ip4", "ip6" -> addIf(within(term.value() + term.prefix()));
      case "a" -> {
        if (hasNoMacros(of, term)) {
          addIf(anyWithin(term.targetDomain(of), term));
        }
      }
      case "mx" -> {
        if (hasNoMacros(of, term)) {
          mxHosts(term.targetDomain(of)).forEach(host -> addIf(anyWithin(host, term)));
        }
      }
      case "include", "redirect" -> {
        if (hasNoMacros(of, term)) {
          searchSpf(term.value());
        }
      }
      case "exists", "ptr" -> evaluateSpf(of, term);
      default -> {} // all, exp, and what a later release of SPF may bring, name nobody
    }
  }

  /** A macro (RFC 7208 section 7) depends on the message. */
  private boolean hasNoMacros(String of, Term term) {
    if (term.value().contains("%")) {
      evaluateSpf(of, term);
      return false;
    }
    return true;
  }

  /** What names by macros or by the PTR names whom a receiver's evaluation lets pass. */
  private void evaluateSpf(String of, Term term) {
    SpfEvaluator.SpfOutcome outcome = new SpfEvaluator(snapshot::lookup).evaluate(address, domain);
    switch (outcome.result()) {
      case PASS -> addIf(true);
      case FAIL, SOFTFAIL, NEUTRAL, NONE -> {}
      case TEMPERROR, PERMERROR ->
          evidence.addUnknown(
              Objects.requireNonNullElseGet(
                  outcome.failedLookup(),
                  () -> Reason.of(Cause.NOT_ASKED, of + " TXT: " + term, "")));
    }
  }

  private void addIf(boolean named) {
    if (named) {
      evidence.add("sender.spf", domain);
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
      return false; // such a term names nobody
    }
  }

  /** The records; what hides them is missed. */
  private List<String> records(String name, String recordType) {
    DnsLookup lookup = snapshot.lookup(name, recordType);
    String question = lookup.name() + " " + recordType;
    return switch (lookup.answer()) {
      case Unknown<DnsAnswer>(Reason reason) -> {
        evidence.addUnknown(question, reason);
        yield List.of();
      }
      case Known<DnsAnswer>(DnsAnswer answer) -> {
        switch (answer.status()) {
          case BOGUS, CNAME_LOOP ->
              evidence.addUnknown(Reason.of(Cause.SERVFAIL, question, answer.status().name()));
          case ANSWERED, NXDOMAIN, NODATA -> {}
        }
        yield answer.records();
      }
    };
  }
}
