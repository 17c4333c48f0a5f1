package io.todoku.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Account;
import io.todoku.collect.dns.DnsFixture;
import io.todoku.collect.dns.DnsSession;
import io.todoku.collect.dns.ScriptedDns;
import io.todoku.collect.dns.ScriptedReply;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.PublicAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NameLookupsTests {

  private final ScriptedDns dns = ScriptedDns.start();

  @AfterEach
  void stop() {
    dns.close();
  }

  private void lookUp(PublicAddress... addresses) {
    Account account = CollectTestData.account(new MailDomain("example.com", List.of("s1", "s2")));
    DnsSession session = DnsFixture.session(DnsFixture.LONG_LIMITS, dns.resolver());
    new NameLookups(session, question -> {}).lookUp(account, List.of(addresses));
    assertThat(session.lookups()).extracting(DnsLookup::name).contains("example.com");
  }

  private void spf(String domain, String record) {
    String strings = record.replaceAll(".{200}", "$0\" \"");
    dns.on(domain, "TXT", ScriptedReply.of(domain + ". 60 IN TXT \"" + strings + "\""));
  }

  @Test
  void termsWithoutLookupDoNotCountAgainstTheLimit() {
    spf("example.com", "v=spf1 " + "ip4:192.0.2.1 ".repeat(60) + "include:_spf.example.net -all");
    spf("_spf.example.net", "v=spf1 a:mail.example.net -all");

    lookUp();

    assertThat(dns.asked("_spf.example.net", "TXT")).isPositive();
    assertThat(dns.asked("mail.example.net", "A")).isPositive();
    assertThat(dns.asked("mail.example.net", "AAAA")).isPositive();
  }

  @Test
  void anEndlessChainOfIncludesIsFollowedUpToTheLimit() {
    for (int i = 0; i < 60; i++) {
      spf(i == 0 ? "example.com" : "s" + i + ".example", "v=spf1 include:s" + (i + 1) + ".example");
    }

    lookUp();

    assertThat(dns.asked("s30.example", "TXT")).isPositive();
    assertThat(dns.asked("s31.example", "TXT")).isZero();
  }

  @Test
  void aRedirectBesideAllIsNotFollowed() {
    spf("example.com", "v=spf1 redirect=_spf.example.net ~all");

    lookUp();

    assertThat(dns.asked("_spf.example.net", "TXT")).isZero();
  }

  @Test
  void namesThatAReceiverNeedsForAnAddressAreLookedUp() {
    spf("example.com", "v=spf1 -exists:%{ir}.blocked.example include:%{i}.spf.example -all");
    PublicAddress address = CollectTestData.elasticIp("192.0.2.7");
    dns.on(
        "7.2.0.192.blocked.example",
        "A",
        ScriptedReply.of()
            .authority(
                "blocked.example. 900 IN SOA ns.blocked.example. h.blocked.example. 1 2 3 4 60"));
    spf("192.0.2.7.spf.example", "v=spf1 ip4:192.0.2.7 -all");

    lookUp(address);

    assertThat(dns.asked("7.2.0.192.blocked.example", "A")).isPositive();
    assertThat(dns.asked("192.0.2.7.spf.example", "TXT")).isPositive();
  }

  @Test
  void everythingThatADomainPublishesIsLookedUp() {
    lookUp();

    assertThat(
            List.of(
                "_dmarc.example.com",
                "_dmarc.com",
                "s1._domainkey.example.com",
                "s2._domainkey.example.com",
                "_smtp._tls.example.com",
                "_mta-sts.example.com"))
        .allSatisfy(name -> assertThat(dns.asked(name, "TXT")).as(name).isPositive());
  }

  @Test
  void withoutMxTheDomainItselfIsTheMailHost() {
    dns.on(
        "example.com", "MX", ScriptedReply.of().authority("example.com. 9 IN SOA n. h. 1 2 3 4 5"));

    lookUp();

    assertThat(dns.asked("example.com", "A")).isPositive();
    assertThat(dns.asked("example.com", "AAAA")).isPositive();
  }

  @Test
  void spfIsEvaluatedForUnassignedAddressesToo() {
    spf("example.com", "v=spf1 exists:%{i}.x.example -all");

    lookUp();

    assertThat(dns.asked("240.0.0.1.x.example", "A")).isPositive();
  }
}
