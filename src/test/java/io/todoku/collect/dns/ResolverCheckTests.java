package io.todoku.collect.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.Peers;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;

/** Whether each resolver is of use. */
class ResolverCheckTests {

  private static List<ResolverCheck> check(DnsLimits limits, String... resolvers) {
    return new DnsCollector(
            new DnsSettings(List.of(resolvers), List.of(), 53), Clock.systemUTC(), limits)
        .checkResolvers();
  }

  @Test
  void aResolverThatKnowsTheRootHasNoFailure() throws Exception {
    try (ScriptedDns dns = ScriptedDns.start()) {
      dns.on(".", "NS", ScriptedReply.of(". 518400 IN NS a.root-servers.net."));

      assertThat(check(DnsFixture.LONG_LIMITS, dns.resolver()))
          .containsExactly(new ResolverCheck(dns.resolver(), null));
      assertThat(dns.asked(".", "NS")).isEqualTo(1);
    }
  }

  @Test
  void resolversThatRefuseOrDoNotAnswerHaveAFailure() throws Exception {
    String away = "127.0.0.1:" + Peers.freePort("127.0.0.1");
    try (ScriptedDns dns = ScriptedDns.start()) {
      dns.on(".", "NS", ScriptedReply.rcode(Rcode.REFUSED));

      assertThat(check(DnsFixture.SHORT_LIMITS, dns.resolver(), away))
          .extracting(ResolverCheck::resolver)
          .containsExactly(dns.resolver(), away);
      assertThat(check(DnsFixture.LONG_LIMITS, dns.resolver()))
          .extracting(ResolverCheck::failure)
          .extracting(Reason::kind)
          .containsExactly(ReasonKind.REFUSED);
      assertThat(check(DnsFixture.SHORT_LIMITS, away))
          .extracting(ResolverCheck::failure)
          .extracting(Reason::kind)
          .isSubsetOf(ReasonKind.TIMEOUT, ReasonKind.UNREACHABLE);
    }
  }
}
