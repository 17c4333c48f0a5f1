package io.todoku.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.collect.dns.DnsSession;
import io.todoku.collect.dns.Lookups;
import io.todoku.collect.dns.Reply;
import io.todoku.collect.dns.ScriptedDns;
import io.todoku.peers.Bind;
import io.todoku.peers.Peers;
import io.todoku.peers.SignedZone;
import io.todoku.rule.Finding;
import io.todoku.rule.Judge;
import io.todoku.rule.Verdict;
import io.todoku.rule.World;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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
import org.xbill.DNS.Rcode;

/**
 * Reverse DNS from the name server to the verdict: the scenarios that Zonemaster specifies for its
 * test case Address03, and what else the world's zones hold, all served by BIND; only what BIND
 * refuses to serve comes from a script behind it.
 */
class ReverseDnsIntegrationTests {

  private static final String REVERSE = "3.11.127.in-addr.arpa";
  private static final String SIGNED = "9.11.127.in-addr.arpa";
  private static final String V6 = "0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa";

  private static final String POINTERS =
      """
      31        PTR   ns1.child.example.
      33        PTR   serveur-de-noms-trois.child.example.
      33        PTR   ns3.child.example.
      33        PTR   naamserver-drie.child.example.
      _.34      TXT   "the parent is an empty non-terminal"
      37        PTR   ns7.child.example.
      38        PTR   naughty.child.example.
      39        PTR   other1.child.example.
      39        PTR   other2.child.example.
      40        CNAME 40.alias
      40.alias  PTR   ns10.child.example.
      41        CNAME 41.reverse.child.example.
      42        CNAME dangling.alias
      45        NS    ns.elsewhere.example.
      46        NS    ns.elsewhere.example.
      47        NS    ns.elsewhere.example.
      50        CNAME 50.48-63
      50.48-63  PTR   ns20.child.example.
      51        CNAME loop
      loop      CNAME 51
      52        PTR   gone.child.example.
      53        PTR   silent.child.example.
      54        PTR   silent.child.example.
      54        PTR   ns24.child.example.
      55        PTR   other1.child.example.
      55        PTR   silent.child.example.
      56        PTR   nodata.child.example.
      57        PTR   alias.child.example.
      $GENERATE 1-60 60 PTR long-name-to-fill-the-answer-$.child.example.
      60        PTR   ns30.child.example.
      """;

  private static final String NAMES =
      """
      ns1        A     127.11.3.31
      ns1        AAAA  2001:db8::31
      ns3        A     127.11.3.33
      ns6        AAAA  2001:db8::36
      ns7        A     127.11.3.37
      naughty    A     127.11.3.99
      other1     A     127.11.3.98
      other2     A     127.11.3.97
      ns10       A     127.11.3.40
      ns11       A     127.11.3.41
      41.reverse PTR   ns11
      ns20       A     127.11.3.50
      ns24       A     127.11.3.54
      silent     NS    ns.elsewhere.example.
      nodata     TXT   "no address"
      alias      CNAME ns27
      ns27       A     127.11.3.57
      ns30       A     127.11.3.60
      signed     A     127.11.9.1
      forged     A     127.11.9.2
      """;

  @TempDir static Path dir;

  private static ScriptedDns odd;
  private static Bind signer;
  private static Bind bind;
  private static AnnotationConfigApplicationContext rules;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Peers.require(Bind.present() && SignedZone.present(), "BIND");
    odd =
        ScriptedDns.start()
            .on("45." + REVERSE, "PTR", Reply.rcode(Rcode.SERVFAIL))
            .on("46." + REVERSE, "PTR", Reply.rcode(Rcode.REFUSED))
            .on(
                "47." + REVERSE,
                "PTR",
                Reply.of().authority("47." + REVERSE + ". 300 IN NS ns.lame.example."))
            .on("silent.child.example", "A", Reply.rcode(Rcode.SERVFAIL));
    SignedZone zone =
        SignedZone.of(
                dir.resolve("signed"),
                SIGNED,
                "1 PTR signed.child.example.\n2 PTR forged.child.example.")
            .forged("forged.child.example.", "signed.child.example.");
    signer =
        Bind.start(
            Files.createDirectories(dir.resolve("signer")),
            Map.of(),
            "zone \"%s\" { type primary; file \"%s\"; };\n".formatted(SIGNED, zone.file()));
    Map<String, String> zones = new HashMap<>();
    zones.put(REVERSE, POINTERS);
    zones.put("child.example", NAMES);
    zones.put("11.127.in-addr.arpa", "9 NS ns.elsewhere.example.");
    zones.put(
        V6,
        """
        1.3.0.0.0.0.0.0.0.0.0.0 PTR ns1.child.example.
        6.3.0.0.0.0.0.0.0.0.0.0 PTR ns6.child.example.
        """);
    bind =
        Bind.start(
            Files.createDirectories(dir.resolve("resolver")),
            zones,
            List.of("45." + REVERSE, "46." + REVERSE, "47." + REVERSE, "silent.child.example")
                    .stream()
                    .map(name -> forwarded(name, odd.resolver()))
                    .collect(Collectors.joining())
                + forwarded(SIGNED, signer.resolver())
                + zone.anchor());
    rules = new AnnotationConfigApplicationContext("io.todoku.rule");
  }

  private static String forwarded(String zone, String server) {
    return "zone \"%s\" { type forward; forward only; forwarders { %s; }; };\n"
        .formatted(zone, server.replace(":", " port "));
  }

  @AfterAll
  static void stop() {
    for (AutoCloseable peer : new AutoCloseable[] {odd, signer, bind, rules}) {
      close(peer);
    }
  }

  private static void close(AutoCloseable peer) {
    if (peer != null) {
      try {
        peer.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** What the rules say of a sender of this address, asked through these resolvers. */
  private static Map<String, Verdict> verdicts(String address, DnsSession session) {
    new NameQuestions(session, question -> {})
        .ask(
            new Account(
                "111111111111",
                "test",
                "",
                Environment.PRODUCTION,
                new Access.DefaultChain(),
                List.of(),
                List.of()),
            List.of(
                new PublicAddress(
                    PublicAddress.Kind.ELASTIC_IP,
                    "eipalloc-1",
                    address,
                    "eipalloc-1",
                    null,
                    null,
                    false,
                    null,
                    Map.of())));
    Snapshot snapshot =
        World.aSnapshot()
            .with(world -> {
              if (address.contains(":")) {
                world.withIpv6(address).override(address, true);
              } else {
                world.withSender(address);
              }
            })
            .lookups(session.all())
            .build();
    return rules.getBean(Judge.class).judge(snapshot).stream()
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
  void eachScenarioIsJudgedRight(String scenario, String address, Verdict exists, Verdict matches) {
    Map<String, Verdict> verdicts =
        verdicts(address, Lookups.session(Lookups.PATIENT, bind.resolver()));

    assertThat(verdicts)
        .containsEntry("ptr-exists", exists)
        .containsEntry("ptr-matches-a", matches);
  }

  /** Sixty names do not fit into one datagram; only ten are followed, so the match may be cut. */
  @Test
  void manyNamesComeOverTcp() {
    DnsSession session = Lookups.session(Lookups.PATIENT, bind.resolver());

    assertThat(verdicts("127.11.3.60", session)).containsEntry("ptr-exists", Verdict.PASS);
    assertThat(session.lookup("60." + REVERSE, "PTR").answer().orElse(null).records()).hasSize(61);
  }

  @Test
  void whereNobodyAnswersNothingIsKnown() {
    try (ScriptedDns silent = ScriptedDns.start().on("44." + REVERSE, "PTR", Reply::silence)) {
      assertThat(verdicts("127.11.3.44", Lookups.session(Lookups.HASTY, silent.resolver())))
          .containsEntry("ptr-exists", Verdict.UNKNOWN)
          .containsEntry("ptr-matches-a", Verdict.UNKNOWN);
    }
  }

  /** PTR-IS-ILLEGAL-CNAME: two aliases at one name (RFC 2181 section 10.1) are not followed. */
  @Test
  void twoAliasesAtOneNameLeadNowhere() {
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
            .on(name, "PTR", Reply.of(answer))
            .on("ns13.child.example", "A", Reply.of("ns13.child.example. 60 IN A 127.11.3.43"))) {
      assertThat(verdicts("127.11.3.43", Lookups.session(Lookups.PATIENT, illegal.resolver())))
          .containsEntry("ptr-exists", Verdict.UNKNOWN)
          .containsEntry("ptr-matches-a", Verdict.UNKNOWN);
    }
  }

  @Test
  void theResolverItselfMayRefuse() {
    try (ScriptedDns closed = ScriptedDns.start()) {
      DnsSession session = Lookups.session(Lookups.PATIENT, closed.resolver());

      assertThat(verdicts("127.11.3.31", session))
          .containsEntry("ptr-exists", Verdict.UNKNOWN)
          .containsEntry("ptr-matches-a", Verdict.UNKNOWN);
      assertThat(session.all()).extracting(DnsLookup::name).contains("31." + REVERSE);
    }
  }
}
