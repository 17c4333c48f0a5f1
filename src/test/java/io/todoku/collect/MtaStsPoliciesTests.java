package io.todoku.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.collect.dns.DnsFixture;
import io.todoku.collect.dns.DnsSession;
import io.todoku.collect.dns.ScriptedDns;
import io.todoku.collect.dns.ScriptedReply;
import io.todoku.collect.web.MtaStsPolicyFetcher;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.MtaStsPolicyLookup;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class MtaStsPoliciesTests {

  /** The underscores keep the test off the network: such a name is no host. */
  @Test
  void onlyAnnouncedPoliciesAreFetched() {
    try (ScriptedDns dns = ScriptedDns.start()) {
      dns.on(
          "_mta-sts.a_b.example",
          "TXT",
          ScriptedReply.of("_mta-sts.a_b.example. 60 IN TXT \"v=STSv1; id=1\""));
      dns.on(
          "_mta-sts.c_d.example",
          "TXT",
          ScriptedReply.of("_mta-sts.c_d.example. 60 IN TXT \"other\""));
      DnsSession session = DnsFixture.session(DnsFixture.LONG_LIMITS, dns.resolver());
      MtaStsPolicies policies =
          new MtaStsPolicies(new MtaStsPolicyFetcher(address -> false, Clock.systemUTC()));

      List<MtaStsPolicyLookup> fetched =
          policies.fetchAnnounced(
              List.of("A_b.example", "c_d.example", "e_f.example"), session, what -> {});

      assertThat(fetched).extracting(MtaStsPolicyLookup::domain).containsExactly("a_b.example");
    }
  }

  private static MailDomain domain(String name) {
    return new MailDomain(name, List.of());
  }
}
