package io.todoku.collect;

import static io.todoku.collect.ReverseDnsZones.REVERSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.collect.dns.DnsFixture;
import io.todoku.collect.dns.DnsSession;
import io.todoku.collect.dns.ScriptedDns;
import io.todoku.collect.dns.ScriptedReply;
import io.todoku.peers.Peers;
import io.todoku.rule.Finding;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * Reverse DNS from the name server to the verdict: the scenarios that Zonemaster specifies for its
 * test case Address03, and what else there is.
 */
class ReverseDnsIntegrationTests {

  @TempDir static Path dir;

  private static ReverseDnsZones zones;
  private static AnnotationConfigApplicationContext rules;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Peers.require(ReverseDnsZones.present(), "BIND");
    zones = new ReverseDnsZones(dir);
    zones.start();
    rules = new AnnotationConfigApplicationContext("io.todoku.rule");
  }

  @AfterAll
  static void stop() throws Exception {
    if (zones != null) {
      zones.close();
    }
    if (rules != null) {
      rules.close();
    }
  }

  /** What the rules say of a sender of this address, asked through these resolvers. */
  private static Map<String, Verdict> verdicts(String address, DnsSession session) {
    new NameLookups(session, question -> {})
        .lookUp(CollectTestData.account(), List.of(CollectTestData.elasticIp(address)));
    Snapshot snapshot =
        SnapshotBuilder.aSnapshot()
            .with(world -> {
              if (address.contains(":")) {
                world.withIpv6(address).withRoleOverride(address, true);
              } else {
                world.withSender(address);
              }
            })
            .lookups(session.lookups())
            .build();
    return rules.getBean(RuleEngine.class).judge(snapshot).stream()
        .filter(f -> f.rule().equals("ptr-exists") || f.rule().equals("ptr-matches-a"))
        .collect(Collectors.toMap(Finding::rule, Finding::verdict));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    // the scenarios of Address03
    "ALL-NS-HAVE-PTR-1, 127.11.3.31, PASS, PASS",
    "ALL-NS-HAVE-PTR-1, 2001:db8::31, PASS, PASS",
    "ALL-NS-HAVE-PTR-2, 127.11.3.33, PASS, PASS",
    "NO-NS-HAVE-PTR, 127.11.3.34, FAIL, NOT_APPLICABLE",
    "NO-NS-HAVE-PTR, 127.11.3.35, FAIL, NOT_APPLICABLE",
    "INCOMPLETE-PTR-1, 127.11.3.36, FAIL, NOT_APPLICABLE",
    "INCOMPLETE-PTR-1, 2001:db8::36, PASS, PASS",
    "INCOMPLETE-PTR-2, 127.11.3.37, PASS, PASS",
    "INCOMPLETE-PTR-2, 2001:db8::37, FAIL, NOT_APPLICABLE",
    "NON-MATCHING-NAMES, 127.11.3.38, PASS, FAIL",
    "NON-MATCHING-NAMES, 127.11.3.39, PASS, FAIL",
    "PTR-IS-GOOD-CNAME-1, 127.11.3.40, PASS, PASS",
    "PTR-IS-GOOD-CNAME-2, 127.11.3.41, PASS, PASS",
    "PTR-IS-DANGLING-CNAME, 127.11.3.42, FAIL, FAIL",
    "PTR-RESOLUTION-SERVFAIL, 127.11.3.45, UNKNOWN, UNKNOWN",
    // and what else there is
    "refused upstream, 127.11.3.46, UNKNOWN, UNKNOWN",
    "lame delegation, 127.11.3.47, UNKNOWN, UNKNOWN",
    "RFC 2317, 127.11.3.50, PASS, PASS",
    "loop, 127.11.3.51, FAIL, FAIL",
    "name that does not exist, 127.11.3.52, PASS, FAIL",
    "name that cannot be looked up, 127.11.3.53, PASS, UNKNOWN",
    "another name matches, 127.11.3.54, PASS, PASS",
    "another name does not match, 127.11.3.55, PASS, UNKNOWN",
    "name without address, 127.11.3.56, PASS, FAIL",
    "name that is an alias, 127.11.3.57, PASS, PASS",
    "DNSSEC that validates, 127.11.9.1, PASS, PASS",
    "DNSSEC that does not, 127.11.9.2, FAIL, FAIL"
  })
  void eachScenarioHasItsVerdicts(
      String scenario, String address, Verdict exists, Verdict matches) {
    Map<String, Verdict> verdicts =
        verdicts(address, DnsFixture.session(DnsFixture.LONG_LIMITS, zones.resolver()));

    assertThat(verdicts)
        .containsEntry("ptr-exists", exists)
        .containsEntry("ptr-matches-a", matches);
  }

  /** Sixty names do not fit into one datagram; only ten are followed, so the match may be cut. */
  @Test
  void anAnswerWithManyNamesIsReadOverTcp() {
    DnsSession session = DnsFixture.session(DnsFixture.LONG_LIMITS, zones.resolver());

    assertThat(verdicts("127.11.3.60", session)).containsEntry("ptr-exists", Verdict.PASS);
    assertThat(session.lookup("60." + REVERSE, "PTR").answer().orElse(null).records()).hasSize(61);
  }

  @Test
  void whenNoServerAnswersBothVerdictsAreUnknown() {
    try (ScriptedDns silent =
        ScriptedDns.start().on("44." + REVERSE, "PTR", ScriptedReply::silence)) {
      assertThat(
              verdicts(
                  "127.11.3.44", DnsFixture.session(DnsFixture.SHORT_LIMITS, silent.resolver())))
          .containsEntry("ptr-exists", Verdict.UNKNOWN)
          .containsEntry("ptr-matches-a", Verdict.UNKNOWN);
    }
  }

  /** PTR-IS-ILLEGAL-CNAME: two aliases at one name (RFC 2181 section 10.1) are not followed. */
  @Test
  void twoAliasesAtOneNameAreNotFollowed() {
    String name = "43." + REVERSE;
    String[] answer =
        IntStream.of(1, 2)
            .boxed()
            .flatMap(i ->
                List.of(
                    name + ". 300 IN CNAME illegal" + i + ".alias.example.",
                    "illegal" + i + ".alias.example. 300 IN PTR ns13.child.example.")
                    .stream())
            .toArray(String[]::new);
    try (ScriptedDns illegal =
        ScriptedDns.start()
            .on(name, "PTR", ScriptedReply.of(answer))
            .on(
                "ns13.child.example",
                "A",
                ScriptedReply.of("ns13.child.example. 60 IN A 127.11.3.43"))) {
      assertThat(
              verdicts(
                  "127.11.3.43", DnsFixture.session(DnsFixture.LONG_LIMITS, illegal.resolver())))
          .containsEntry("ptr-exists", Verdict.UNKNOWN)
          .containsEntry("ptr-matches-a", Verdict.UNKNOWN);
    }
  }

  @Test
  void whenTheResolverRefusesBothVerdictsAreUnknown() {
    try (ScriptedDns closed = ScriptedDns.start()) {
      DnsSession session = DnsFixture.session(DnsFixture.LONG_LIMITS, closed.resolver());

      assertThat(verdicts("127.11.3.31", session))
          .containsEntry("ptr-exists", Verdict.UNKNOWN)
          .containsEntry("ptr-matches-a", Verdict.UNKNOWN);
      assertThat(session.lookups()).extracting(DnsLookup::name).contains("31." + REVERSE);
    }
  }
}
