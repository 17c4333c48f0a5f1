package io.todoku.rule;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import io.todoku.spf.SpfCheck;
import io.todoku.spf.SpfRecord;
import io.todoku.spf.SpfRecord.Term;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Whether the MX or the SPF record of a mail domain leads to an address. */
final class DomainSigns {

  private final Snapshot snapshot;
  private final String domain;
  private final String address;
  private final String type;
  private final Signs signs;
  private final Set<String> searched = new HashSet<>();

  DomainSigns(Snapshot snapshot, String domain, String address, Signs signs) {
    this.snapshot = snapshot;
    this.domain = domain;
    this.address = address;
    this.type = address.contains(":") ? "AAAA" : "A";
    this.signs = signs;
  }

  void look() {
    for (String host : exchanges(domain)) {
      if (records(host, type).stream().anyMatch(record -> Network.same(record, address))) {
        signs.see("sender.mx", domain, host);
      }
    }
    spf(domain);
  }

  private List<String> exchanges(String of) {
    return DnsLookup.exchanges(records(of, "MX"));
  }

  private void spf(String of) {
    if (!searched.add(DnsLookup.canonical(of))) {
      return;
    }
    for (String txt : records(of, "TXT")) {
      SpfRecord.of(txt)
          .ifPresent(
              spf -> spf.terms().stream().filter(Term::names).forEach(term -> term(of, term)));
    }
  }

  private void term(String of, Term term) {
    switch (term.name()) {
      case "ip4", "ip6" -> seeIf(within(term.value() + term.prefix()));
      case "a" -> {
        if (isPlain(of, term)) {
          seeIf(anyWithin(term.host(of), term));
        }
      }
      case "mx" -> {
        if (isPlain(of, term)) {
          exchanges(term.host(of)).forEach(host -> seeIf(anyWithin(host, term)));
        }
      }
      case "include", "redirect" -> {
        if (isPlain(of, term)) {
          spf(term.value());
        }
      }
      case "exists", "ptr" -> evaluate(of, term);
      default -> {} // all, exp, and what a later release of SPF may bring, name nobody
    }
  }

  /** A macro (RFC 7208 section 7) depends on the message. */
  private boolean isPlain(String of, Term term) {
    if (term.value().contains("%")) {
      evaluate(of, term);
      return false;
    }
    return true;
  }

  /** What names by macros or by the PTR names whom a receiver's evaluation lets pass. */
  private void evaluate(String of, Term term) {
    SpfCheck.Outcome outcome = new SpfCheck(snapshot::lookup).check(address, domain);
    switch (outcome.result()) {
      case PASS -> seeIf(true);
      case FAIL, SOFTFAIL, NEUTRAL, NONE -> {}
      case TEMPERROR, PERMERROR ->
          signs.miss(
              Objects.requireNonNullElseGet(
                  outcome.unseen(), () -> Reason.of(Cause.NOT_ASKED, of + " TXT: " + term, "")));
    }
  }

  private void seeIf(boolean named) {
    if (named) {
      signs.see("sender.spf", domain);
    }
  }

  private boolean anyWithin(String host, Term term) {
    String prefix = "/" + term.bits(type.equals("AAAA"));
    return records(host, type).stream().anyMatch(record -> within(record + prefix));
  }

  private boolean within(String range) {
    try {
      return Network.literal(address).map(Network.of(range)::contains).orElse(false);
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
        signs.miss(question, reason);
        yield List.of();
      }
      case Known<DnsAnswer>(DnsAnswer answer) -> {
        switch (answer.status()) {
          case BOGUS, CNAME_LOOP ->
              signs.miss(Reason.of(Cause.SERVFAIL, question, answer.status().name()));
          case ANSWERED, NXDOMAIN, NODATA -> {}
        }
        yield answer.records();
      }
    };
  }
}
