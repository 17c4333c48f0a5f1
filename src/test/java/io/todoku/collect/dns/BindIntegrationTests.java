package io.todoku.collect.dns;

import static io.todoku.collect.dns.DnsFixture.known;
import static io.todoku.collect.dns.DnsFixture.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.Bind;
import io.todoku.peers.Peers;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.ReasonKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against BIND: what a real resolver's messages look like. */
class BindIntegrationTests {

  private static final Map<String, String> ZONES =
      Map.of(
          "example.com",
          """
          mail   120 IN A     192.0.2.1
          www    240 IN CNAME Mail
          away   240 IN CNAME mail.example.net.
          gone   240 IN CNAME nothing.example.net.
          loop1      IN CNAME loop2
          loop2      IN CNAME loop1
          text       IN TXT   "v=spf1 " "-all"
          @          IN MX    10 MAIL
          $GENERATE 1-90 big IN A 192.0.2.$
          $GENERATE 0-39 chain$ IN CNAME chain${1}
          dead       IN NS    ns.dead
          bogus      IN NS    ns.bogus
          """,
          "example.net",
          "mail 60 IN A 192.0.2.2\n",
          "127.in-addr.arpa",
          """
          9.0.0      IN PTR   mail.example.com.
          10.0.0     IN PTR   b.example.com.
          10.0.0     IN PTR   A.example.com.
          33.0.0 200 IN CNAME 33.32-63.0.0
          34.0.0 200 IN CNAME 34.32-63.0.0
          """,
          "32-63.0.0.127.in-addr.arpa",
          "33 300 IN PTR mail.example.com.\n");

  /** Queries for the zone are refused to all. */
  private static final String CLOSED =
      "zone \"closed.example\" { type primary; file \"root.zone\"; allow-query { none; }; };\n";

  @TempDir static Path dir;

  private static Bind upstream;
  private static Bind bind;
  private static DnsSession dns;

  @BeforeAll
  static void start() throws IOException {
    Peers.require(Bind.present(), "BIND");
    upstream =
        Bind.startResolver(
            Files.createDirectories(dir.resolve("upstream")),
            Map.of("bogus.example.com", "mail IN A 192.0.2.3\n"),
            "");
    String nobody = "127.0.0.1:" + Peers.freePort("127.0.0.1");
    bind =
        Bind.startResolver(
            Files.createDirectories(dir.resolve("resolver")),
            ZONES,
            CLOSED
                + forwarded("dead.example.com", nobody)
                + forwarded("bogus.example.com", upstream.resolver())
                + signed("bogus.example.com"));
    dns = DnsFixture.session(DnsFixture.LONG_LIMITS, bind.resolver());
  }

  @AfterAll
  static void stop() throws IOException {
    if (bind != null) {
      bind.close();
    }
    if (upstream != null) {
      upstream.close();
    }
  }

  private static String forwarded(String zone, String server) {
    return "zone \"%s\" { type forward; forward only; forwarders { %s; }; };\n"
        .formatted(zone, server.replace(":", " port "));
  }

  /** A key that no record of the zone is signed with. */
  private static String signed(String zone) {
    String key = Base64.getEncoder().encodeToString(new byte[64]);
    return "trust-anchors { %s. static-key 257 3 13 \"%s\"; };\n".formatted(zone, key);
  }

  private static DnsAnswer answer(String name, String type) {
    return known(dns.lookup(name, type));
  }

  private static ReasonKind cause(String name, String type) {
    return unknown(dns.lookup(name, type)).kind();
  }

  @Test
  void anAnswerHasItsTtl() {
    DnsLookup lookup = dns.lookup("mail.example.com", "A");

    assertThat(known(lookup))
        .isEqualTo(new DnsAnswer(Status.ANSWERED, List.of("192.0.2.1"), List.of(), 120L));
    assertThat(lookup.resolver()).isEqualTo(bind.resolver());
  }

  @Test
  void aNameThatDoesNotExistIsNxdomain() {
    assertThat(answer("nothing.example.com", "A"))
        .isEqualTo(new DnsAnswer(Status.NXDOMAIN, List.of(), List.of(), 60L));
  }

  @Test
  void aNameWithoutSuchRecordsIsNoData() {
    assertThat(answer("mail.example.com", "AAAA"))
        .isEqualTo(new DnsAnswer(Status.NODATA, List.of(), List.of(), 60L));
  }

  @Test
  void mxAndTxtRecordsAreRead() {
    assertThat(answer("example.com", "MX").records()).containsExactly("10 mail.example.com");
    assertThat(answer("text.example.com", "TXT").records()).containsExactly("v=spf1 -all");
  }

  @Test
  void thePtrOfAnAddressIsRead() {
    assertThat(answer(DnsLookup.reverseName("127.0.0.9"), "PTR").records())
        .containsExactly("mail.example.com");
  }

  @Test
  void severalPtrRecordsAreRead() {
    assertThat(answer(DnsLookup.reverseName("127.0.0.10"), "PTR").records())
        .containsExactlyInAnyOrder("a.example.com", "b.example.com");
  }

  @Test
  void aClasslessDelegationIsFollowed() {
    assertThat(answer(DnsLookup.reverseName("127.0.0.33"), "PTR"))
        .isEqualTo(
            new DnsAnswer(
                Status.ANSWERED,
                List.of("mail.example.com"),
                List.of("33.32-63.0.0.127.in-addr.arpa"),
                200L));
  }

  @Test
  void aClasslessDelegationToAMissingNameIsNxdomain() {
    assertThat(answer(DnsLookup.reverseName("127.0.0.34"), "PTR"))
        .isEqualTo(
            new DnsAnswer(
                Status.NXDOMAIN, List.of(), List.of("34.32-63.0.0.127.in-addr.arpa"), 60L));
  }

  @Test
  void anAliasWithinAZoneIsFollowed() {
    assertThat(answer("www.example.com", "A"))
        .isEqualTo(
            new DnsAnswer(
                Status.ANSWERED, List.of("192.0.2.1"), List.of("mail.example.com"), 120L));
  }

  @Test
  void anAliasToAnotherZoneIsFollowed() {
    assertThat(answer("away.example.com", "A"))
        .isEqualTo(
            new DnsAnswer(Status.ANSWERED, List.of("192.0.2.2"), List.of("mail.example.net"), 60L));
  }

  @Test
  void anAliasToAMissingNameIsNxdomain() {
    assertThat(answer("gone.example.com", "A"))
        .isEqualTo(new DnsAnswer(Status.NXDOMAIN, List.of(), List.of("nothing.example.net"), 60L));
  }

  @Test
  void anAliasLoopIsReported() {
    assertThat(answer("loop1.example.com", "A").status()).isEqualTo(Status.CNAME_LOOP);
  }

  @Test
  void aTooLongAliasChainIsUnknown() {
    assertThat(cause("chain0.example.com", "A")).isIn(ReasonKind.FAILED, ReasonKind.SERVFAIL);
  }

  @Test
  void aBigAnswerIsReadCompletely() {
    assertThat(answer("big.example.com", "A").records())
        .hasSize(90)
        .contains("192.0.2.1", "192.0.2.90");
  }

  @Test
  void whenTheUpstreamIsDownTheAnswerIsUnknown() {
    assertThat(cause("mail.dead.example.com", "A")).isEqualTo(ReasonKind.SERVFAIL);
  }

  @Test
  void aRefusedQuestionIsUnknown() {
    assertThat(cause("mail.closed.example", "A")).isEqualTo(ReasonKind.REFUSED);
  }

  @Test
  void failedValidationIsBogus() {
    assertThat(answer("mail.bogus.example.com", "A").status()).isEqualTo(Status.BOGUS);
  }
}
