package io.todoku.rule;

import static io.todoku.rule.KnockOut.each;
import static io.todoku.rule.SeveralFixture.SERVERS;
import static io.todoku.rule.SeveralFixture.SERVERS_V6;
import static io.todoku.rule.SpoiltSnapshot.noAnswer;
import static io.todoku.rule.SpoiltSnapshot.records;
import static io.todoku.rule.SpoiltSnapshot.status;
import static io.todoku.rule.Verdict.FAIL;
import static io.todoku.rule.Verdict.UNKNOWN;
import static io.todoku.rule.Verdict.WARN;

import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MtaStsPolicyLookup;
import io.todoku.snapshot.MtaStsPolicyLookup.HttpAnswer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What rules about mail domains ask of several names, addresses and records. */
final class DomainKnockOuts {

  private static final String DOMAIN = SeveralFixture.DOMAINS.getFirst();
  private static final List<String> HOSTS = SeveralDomains.mxHosts(DOMAIN);

  /** An address that an earlier scan found in the account. */
  private static final String RELEASED = "198.51.100.70";

  private DomainKnockOuts() {}

  static Stream<KnockOut> all() {
    return Stream.of(mxResolves(), mxOwned(), mtaSts(), dkim(), dmarc(), tlsRpt())
        .flatMap(knockOuts -> knockOuts);
  }

  private static Stream<KnockOut> mxResolves() {
    String rule = "mx-resolves";
    return Stream.of(
            each(rule, DOMAIN, UNKNOWN, "A got no answer", HOSTS, host -> noAnswer(host, "A")),
            each(
                rule,
                DOMAIN,
                WARN,
                "does not exist",
                HOSTS,
                host ->
                    both(
                        status(host, "A", Status.NXDOMAIN), status(host, "AAAA", Status.NXDOMAIN))),
            each(
                rule, DOMAIN, WARN, "has no IPv4", HOSTS, host -> status(host, "A", Status.NODATA)),
            each(
                rule,
                DOMAIN,
                WARN,
                "is private",
                HOSTS,
                host -> both(records(host, "A", "10.0.0.1"), status(host, "AAAA", Status.NODATA))))
        .flatMap(knockOuts -> knockOuts);
  }

  private static Stream<KnockOut> mxOwned() {
    String rule = "mx-owned";
    Stream<KnockOut> unanswered = unansweredHosts(rule);
    Stream<KnockOut> addresses =
        HOSTS.stream()
            .flatMap(host ->
                Stream.concat(
                    each(
                            rule,
                            DOMAIN,
                            FAIL,
                            "of " + host + " is lost",
                            SERVERS,
                            address ->
                                both(
                                    DomainKnockOuts::withReleasedAddress,
                                    replaced(host, "A", SERVERS, address, RELEASED)))
                        .map(one -> one.naming(host + " → " + RELEASED)),
                    each(
                            rule,
                            DOMAIN,
                            UNKNOWN,
                            "of " + host + " is nobody's",
                            SERVERS_V6,
                            address -> replaced(host, "AAAA", SERVERS_V6, address, "2600:1f18::70"))
                        .map(one -> one.naming(host + " → 2600:1f18::70"))));
    return Stream.concat(unanswered, addresses);
  }

  private static Stream<KnockOut> unansweredHosts(String rule) {
    return Stream.of("A", "AAAA")
        .flatMap(type ->
            each(
                rule,
                DOMAIN,
                UNKNOWN,
                type + " got no answer",
                HOSTS,
                host -> noAnswer(host, type)));
  }

  private static Snapshot withReleasedAddress(Snapshot snapshot) {
    return snapshot.judgedAt(
        snapshot.judgedAt(),
        snapshot.account().withAddressesHeldBefore(List.of(RELEASED)),
        snapshot.attestations());
  }

  /** The policy without the name of one MX host. */
  private static Stream<KnockOut> mtaSts() {
    String rule = "mta-sts-published";
    return Stream.concat(
        each(
            rule,
            DOMAIN,
            FAIL,
            "is not in the policy",
            HOSTS,
            host ->
                SpoiltSnapshot.elements(
                    "mtaStsPolicies",
                    (MtaStsPolicyLookup policy) -> policy.domain().equals(DOMAIN),
                    policy -> RecordCopy.replace(policy, "answer", without("mx: " + host + "\n")))),
        unansweredHosts(rule));
  }

  private static UnaryOperator<Observed<HttpAnswer>> without(String line) {
    return answer ->
        answer.map(
            http -> RecordCopy.replace(http, "body", (String body) -> body.replace(line, "")));
  }

  private static Stream<KnockOut> dkim() {
    String rule = "dkim-published";
    String weak = "v=DKIM1; p=" + CompleteDnsRecords.rsa(512);
    List<String> selectors = SeveralDomains.SELECTORS;
    return Stream.of(
            each(rule, DOMAIN, UNKNOWN, "got no answer", selectors, s -> noAnswer(key(s), "TXT")),
            each(
                rule,
                DOMAIN,
                FAIL,
                "has no key",
                selectors,
                s -> status(key(s), "TXT", Status.NXDOMAIN)),
            each(rule, DOMAIN, FAIL, "is too short", selectors, s -> records(key(s), "TXT", weak)))
        .flatMap(knockOuts -> knockOuts);
  }

  private static String key(String selector) {
    return selector + "._domainkey." + DOMAIN;
  }

  /** Each step of the tree walk may hold the record that applies. */
  private static Stream<KnockOut> dmarc() {
    String rule = "dmarc-published";
    List<String> names =
        List.of(
            "_dmarc.news.eu.first.example",
            "_dmarc.eu.first.example",
            "_dmarc.first.example",
            "_dmarc.example");
    UnaryOperator<Snapshot> inherited = status(names.getFirst(), "TXT", Status.NXDOMAIN);
    return Stream.concat(
            each(
                rule,
                SeveralFixture.SUBDOMAIN,
                UNKNOWN,
                "got no answer",
                names,
                name -> noAnswer(name, "TXT")),
            each(
                rule,
                SeveralFixture.SUBDOMAIN,
                FAIL,
                "is bogus",
                names,
                name -> status(name, "TXT", Status.BOGUS)))
        .map(one -> one.after(inherited));
  }

  private static Stream<KnockOut> tlsRpt() {
    String name = "_smtp._tls." + DOMAIN;
    List<String> uris = List.of("mailto:a@one.test", "mailto:b@two.test", "https://three.test/r");
    return each(
            "tls-rpt-published",
            DOMAIN,
            FAIL,
            "is no address",
            uris,
            uri -> records(name, "TXT", reports(uris).replace(uri, "mailto:nobody")))
        .map(one -> one.after(records(name, "TXT", reports(uris))).naming(name));
  }

  private static String reports(List<String> uris) {
    return "v=TLSRPTv1; rua=" + String.join(",", uris);
  }

  /** The addresses of a name, one of which is another one. */
  static UnaryOperator<Snapshot> replaced(
      String name, String type, List<String> addresses, String old, String other) {
    List<String> changed = new ArrayList<>(addresses);
    IntStream.range(0, changed.size())
        .filter(i -> changed.get(i).equals(old))
        .forEach(i -> changed.set(i, other));
    return records(name, type, changed.toArray(String[]::new));
  }

  static UnaryOperator<Snapshot> both(
      UnaryOperator<Snapshot> first, UnaryOperator<Snapshot> second) {
    return snapshot -> second.apply(first.apply(snapshot));
  }
}
