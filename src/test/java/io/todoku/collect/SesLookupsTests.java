package io.todoku.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.collect.dns.DnsFixture;
import io.todoku.collect.dns.DnsSession;
import io.todoku.collect.dns.ScriptedDns;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Ses.SesIdentity;
import io.todoku.snapshot.Ses.SesIdentityDetails;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SesLookupsTests {

  private final ScriptedDns dns = ScriptedDns.start();

  @AfterEach
  void stop() {
    dns.close();
  }

  private static SesIdentity identity(String name, Observed<SesIdentityDetails> details) {
    return new SesIdentity(name, "DOMAIN", true, "SUCCESS", details);
  }

  private static Observed<SesIdentityDetails> details(String mailFrom, String... selectors) {
    return Observed.known(
        new SesIdentityDetails(true, "SUCCESS", List.of(selectors), "AWS_SES", mailFrom, mailFrom));
  }

  @Test
  void keysAndMailFromDomainsOfIdentitiesAreLookedUp() {
    DnsSession session = DnsFixture.session(DnsFixture.LONG_LIMITS, dns.resolver());

    SesLookups.lookUp(
        session,
        SnapshotBuilder.aSnapshot()
            .sesIdentities(
                identity("example.com", details("bounce.example.com", "t1", "t2")),
                identity("news@example.net", details(null, "t3")),
                identity(
                    "example.org", Observed.unknown(Reason.of(ReasonKind.DENIED, "ses", "denied"))))
            .build()
            .knownRegions());

    assertThat(session.lookups())
        .extracting(lookup -> lookup.name() + " " + lookup.type())
        .containsExactlyInAnyOrder(
            "t1._domainkey.example.com TXT",
            "t2._domainkey.example.com TXT",
            "bounce.example.com MX",
            "bounce.example.com TXT");
  }
}
