package io.todoku.collect;

import io.todoku.account.Account;
import io.todoku.collect.dns.DnsSession;
import io.todoku.concurrent.Parallel;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.MailDnsNames;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.PublicAddress;
import io.todoku.spf.SpfEvaluator;
import io.todoku.spf.SpfRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Looks up in DNS the mail domains of an account, and its addresses in reverse and forward. */
final class NameLookups {

  /** PTR names followed for one address; RFC 8601 advises a bound. */
  private static final int MAX_PTR_NAMES = 10;

  /** MX hosts of one domain; the rest is not asked, which the rules treat as Unknown. */
  static final int MAX_EXCHANGES = 20;

  /**
   * SPF terms that need a DNS look-up, followed for one domain; receivers stop at ten (RFC 7208
   * section 4.6.4).
   */
  private static final int MAX_SPF_TERMS = 30;

  private final DnsSession dns;
  private final Consumer<String> progress;

  NameLookups(DnsSession dns, Consumer<String> progress) {
    this.dns = dns;
    this.progress = progress;
  }

  void lookUp(Account account, List<PublicAddress> addresses) {
    List<String> all = addresses.stream().map(PublicAddress::address).distinct().toList();
    lookUp(all, account.mailDomains(), all);
  }

  /**
   * @param senders addresses by which SPF records are evaluated
   */
  void lookUp(List<String> addresses, List<MailDomain> domains, List<String> senders) {
    Parallel.run(
        Stream.of(
                domains.stream().map(d -> (Runnable) () -> lookUpDomain(d.name(), senders)),
                domains.stream().map(d -> (Runnable) () -> lookUpPolicies(d)),
                addresses.stream().map(a -> (Runnable) () -> lookUpReverseAndForward(a)))
            .flatMap(tasks -> tasks)
            .toList());
  }

  private void lookUpDomain(String name, List<String> addresses) {
    lookUpExchanges(name);
    if (records(lookup(name, "MX")).isEmpty()) { // an implicit MX (RFC 5321 section 5.1)
      lookUpAddresses(name);
    }
    lookUpReverseNamesOfExchanges(name);
    followSpf(name, new HashSet<>());
    SpfEvaluator check = new SpfEvaluator(this::lookup);
    Stream.concat(addresses.stream(), SpfEvaluator.UNASSIGNED_ADDRESSES.stream())
        .forEach(address -> check.evaluate(address, name)); // looks up what a receiver looks up
  }

  /** Looks up the PTR of each MX address, because AWS names its own addresses there. */
  private void lookUpReverseNamesOfExchanges(String domain) {
    DnsLookup.mxHosts(records(lookup(domain, "MX"))).stream()
        .limit(MAX_EXCHANGES)
        .flatMap(host -> Stream.of(lookup(host, "A"), lookup(host, "AAAA")))
        .flatMap(found -> records(found).stream())
        .limit(MAX_EXCHANGES)
        .forEach(address -> lookup(DnsLookup.reverseName(address), "PTR"));
  }

  /** Looks up what the domain publishes for receivers besides SPF. */
  private void lookUpPolicies(MailDomain domain) {
    String name = domain.name();
    MailDnsNames.dmarcNames(name).forEach(this::lookUpText);
    domain.dkimSelectors().forEach(selector -> lookUpText(MailDnsNames.dkimName(selector, name)));
    lookUpText(MailDnsNames.tlsRptName(name));
    if (!records(lookup(MailDnsNames.mtaStsName(name), "TXT")).isEmpty()) {
      lookUpAddresses(MailDnsNames.mtaStsHost(name));
    }
  }

  private void lookUpText(String name) {
    lookup(name, "TXT");
  }

  private void lookUpExchanges(String domain) {
    DnsLookup.mxHosts(records(lookup(domain, "MX"))).stream()
        .limit(MAX_EXCHANGES)
        .forEach(this::lookUpAddresses);
  }

  private void lookUpAddresses(String host) {
    lookup(host, "A");
    lookup(host, "AAAA");
  }

  /** Looks up the hosts that the SPF record names, directly and through other records. */
  private void followSpf(String domain, Set<String> asked) {
    records(lookup(domain, "TXT")).stream()
        .flatMap(txt -> SpfRecord.of(txt).stream())
        .flatMap(spf -> spf.terms().stream())
        .filter(term -> term.authorises() && term.needsLookup() && !term.value().contains("%"))
        .forEach(term -> {
          String host = term.targetDomain(domain);
          if (asked.size() < MAX_SPF_TERMS && asked.add(term.name() + " " + host)) {
            switch (term.name()) {
              case "a" -> lookUpAddresses(host);
              case "mx" -> lookUpExchanges(host);
              case "include", "redirect" -> followSpf(host, asked);
              default -> {} // needs no look-up
            }
          }
        });
  }

  private void lookUpReverseAndForward(String address) {
    DnsLookup ptr = lookup(DnsLookup.reverseName(address), "PTR");
    records(ptr).stream()
        .limit(MAX_PTR_NAMES)
        .forEach(name -> lookup(name, address.contains(":") ? "AAAA" : "A"));
  }

  private DnsLookup lookup(String name, String type) {
    progress.accept(name + " " + type);
    return dns.lookup(name, type);
  }

  static List<String> records(DnsLookup lookup) {
    return lookup.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
        ? answer.records()
        : List.of();
  }
}
