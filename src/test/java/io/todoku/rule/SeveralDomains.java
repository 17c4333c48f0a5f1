package io.todoku.rule;

import static io.todoku.rule.SeveralFixture.DOMAINS;
import static io.todoku.rule.SeveralFixture.GATEWAYS;
import static io.todoku.rule.SeveralFixture.SERVERS;
import static io.todoku.rule.SeveralFixture.SERVERS_V6;
import static io.todoku.rule.SeveralFixture.SUBDOMAIN;

import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Ses.SesAccount;
import io.todoku.snapshot.Ses.SesIdentity;
import io.todoku.snapshot.Ses.SesIdentityDetails;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.stream.Stream;

/**
 * The mail domains of {@link SeveralFixture}: three MX hosts each, each of which has the addresses
 * of all three servers, and an SPF record of three terms.
 */
final class SeveralDomains {

  static final List<String> SELECTORS = List.of("s1", "s2", "s3");

  private SeveralDomains() {}

  static List<String> mxHosts(String domain) {
    return Stream.of("mx1.", "mx2.", "mx3.").map(label -> label + domain).toList();
  }

  /** The names that the SPF record of the first domain includes, one for each server. */
  static List<String> includes() {
    return Stream.of("spf1.", "spf2.", "spf3.").map(label -> label + DOMAINS.getFirst()).toList();
  }

  static void domains(SnapshotBuilder account) {
    domain(account, "first.example", "v=spf1 include:%s include:%s include:%s -all");
    domain(account, "second.example", "v=spf1 a:mail1.%1$s a:mail2.%1$s a:mail3.%1$s -all");
    domain(account, "third.example", "v=spf1 mx -all");
    for (int i = 0; i < 3; i++) {
      account.dns(
          includes().get(i),
          "TXT",
          "v=spf1 ip4:%s ip6:%s ip4:%s -all"
              .formatted(SERVERS.get(i), SERVERS_V6.get(i), GATEWAYS.get(i)));
    }
    InventoryParts.parkedDomain(account, SUBDOMAIN);
    account
        .dnsStatus("_dmarc.eu.first.example", "TXT", Status.NXDOMAIN)
        .dnsStatus("_dmarc.example", "TXT", Status.NXDOMAIN);
  }

  private static void domain(SnapshotBuilder account, String name, String spf) {
    List<String> hosts = mxHosts(name);
    Object[] named =
        spf.contains("include") ? includes().toArray() : new Object[] {DOMAINS.getFirst()};
    InventoryParts.domain(
        account,
        name,
        spf.formatted(named),
        "10 " + hosts.get(0),
        "20 " + hosts.get(1),
        "30 " + hosts.get(2));
    account
        .withDomain(name, "s3")
        .dns("s3._domainkey." + name, "TXT", "v=DKIM1; p=" + CompleteDnsRecords.rsa(2048));
    for (String host : hosts) {
      account
          .dns(host, "A", SERVERS.toArray(String[]::new))
          .dns(host, "AAAA", SERVERS_V6.toArray(String[]::new));
    }
  }

  static String returnPath(String domain) {
    return "bounce." + domain;
  }

  /** Each domain is an identity of SES too, with a return path of its own. */
  static void identities(SnapshotBuilder account) {
    account
        .ses(Observed.known(new SesAccount(true, true, "HEALTHY", 1000, 10, 14)))
        .sesIdentities(DOMAINS.stream().map(SeveralDomains::identity).toArray(SesIdentity[]::new));
    for (String domain : DOMAINS) {
      account
          .dns(returnPath(domain), "MX", "10 feedback-smtp.ap-northeast-1.amazonses.com")
          .dns(returnPath(domain), "TXT", "v=spf1 include:amazonses.com ~all");
    }
  }

  private static SesIdentity identity(String domain) {
    return new SesIdentity(
        domain,
        "DOMAIN",
        true,
        "SUCCESS",
        Observed.known(
            new SesIdentityDetails(
                true, "SUCCESS", SELECTORS, "AWS_SES", returnPath(domain), "SUCCESS")));
  }
}
