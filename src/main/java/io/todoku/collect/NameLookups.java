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

/** Which names are asked for an account: its mail domains, and its addresses there and back. */
final class NameLookups {

  /** PTR names followed for one address, as RFC 8601 advises a bound. */
  private static final int MAX_PTR_NAMES = 10;

  /** MX hosts of one domain; what is beyond stays unasked, and judges as that. */
  static final int MAX_EXCHANGES = 20;

  /**
   * Terms of SPF that ask, followed for one domain; receivers stop at ten that ask (RFC 7208
   * 4.6.4).
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
    Parallel.run(
        Stream.of(
                account.mailDomains().stream()
                    .map(d -> (Runnable) () -> lookUpDomain(d.name(), all)),
                account.mailDomains().stream().map(d -> (Runnable) () -> lookUpPolicies(d)),
                all.stream().map(a -> (Runnable) () -> lookUpReverseAndForward(a)))
            .flatMap(tasks -> tasks)
            .toList());
  }

  private void lookUpDomain(String name, List<String> addresses) {
    lookUpExchanges(name);
    if (records(lookup(name, "MX")).isEmpty()) { // then it is its own (RFC 5321 section 5.1)
      lookUpAddresses(name);
    }
    lookUpReverseNamesOfExchanges(name);
    followSpf(name, new HashSet<>());
    SpfEvaluator check = new SpfEvaluator(this::lookup);
    Stream.concat(addresses.stream(), SpfEvaluator.UNASSIGNED_ADDRESSES.stream())
        .forEach(address -> check.evaluate(address, name)); // asks what a receiver asks
  }

  /** Whose addresses the MX leads to: AWS gives each of its own a name. */
  private void lookUpReverseNamesOfExchanges(String domain) {
    DnsLookup.mxHosts(records(lookup(domain, "MX"))).stream()
        .limit(MAX_EXCHANGES)
        .flatMap(host -> Stream.of(lookup(host, "A"), lookup(host, "AAAA")))
        .flatMap(found -> records(found).stream())
        .limit(MAX_EXCHANGES)
        .forEach(address -> lookup(DnsLookup.reverseName(address), "PTR"));
  }

  /** What the domain publishes for receivers beside SPF. */
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

  /** Whom the record names, also by way of other records. */
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
              default -> {} // asks nothing
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
