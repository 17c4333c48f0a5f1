package io.todoku.collect.dns;

import static io.todoku.collect.dns.DnsFixture.known;
import static io.todoku.collect.dns.DnsFixture.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;

class ZoneDiscoveryTests {

  private static final Name ZONE = Name.fromConstantString("example.com.");
  private static final Name NAME = Name.fromConstantString("a.mail.example.com.");

  private final ScriptedZone scripted = new ScriptedZone();
  private final ZoneDiscovery zones =
      new ZoneDiscovery(DnsFixture.session(DnsFixture.LONG_LIMITS, scripted.resolver.resolver()));

  @AfterEach
  void stop() {
    scripted.close();
  }

  private Reason servfail(String question) {
    return Reason.of(
        ReasonKind.SERVFAIL, question + " @" + scripted.resolver.resolver(), "SERVFAIL");
  }

  @Test
  void theNearestSoaUpwardsIsTheZone() {
    scripted.resolver.on("a.mail.example.com", "SOA", ScriptedReply.rcode(Rcode.NXDOMAIN));
    scripted.withoutZoneCut("mail.example.com");

    assertThat(zones.zoneOf(NAME)).isEqualTo(Observed.known(ZONE));
    assertThat(zones.zoneOf(ZONE)).isEqualTo(Observed.known(ZONE));
    assertThat(scripted.resolver.asked("com", "SOA")).isZero();
  }

  @Test
  void whenANameCannotBeLookedUpTheZoneIsUnknown() {
    scripted.withoutZoneCut("a.mail.example.com");
    scripted.resolver.on("mail.example.com", "SOA", ScriptedReply.rcode(Rcode.SERVFAIL));

    assertThat(unknown(zones.zoneOf(NAME))).isEqualTo(servfail("mail.example.com SOA"));
  }

  @Test
  void anAliasToAZoneIsNotAZone() {
    scripted.withoutZoneCut("mail.example.com");
    scripted.resolver.on(
        "a.mail.example.com",
        "SOA",
        ScriptedReply.of(
            "a.mail.example.com. 60 IN CNAME example.net.", ScriptedZone.soa("example.net")));

    assertThat(zones.zoneOf(NAME)).isEqualTo(Observed.known(ZONE));
  }

  @Test
  void anAliasToABrokenTargetIsNotAZone() {
    scripted.withoutZoneCut("mail.example.com");
    scripted.resolver.on("a.mail.example.com", "SOA", ScriptedReply.rcode(Rcode.SERVFAIL));
    scripted.resolver.on(
        "a.mail.example.com",
        "CNAME",
        ScriptedReply.of("a.mail.example.com. 60 IN CNAME example.net."));

    assertThat(zones.zoneOf(NAME)).isEqualTo(Observed.known(ZONE));
  }

  @Test
  void whenValidationFailsTheZoneIsUnknown() {
    scripted.withoutZoneCut("mail.example.com");
    scripted.resolver.on(
        "a.mail.example.com",
        "SOA",
        ScriptedReply.validating(
            ScriptedReply.rcode(Rcode.SERVFAIL), ScriptedReply.of().authority(ScriptedReply.SOA)));

    assertThat(unknown(zones.zoneOf(NAME)))
        .isEqualTo(Reason.of(ReasonKind.SERVFAIL, "a.mail.example.com SOA", "BOGUS"));
  }

  @Test
  void theSearchEndsAtTheRoot() {
    scripted.resolver.on("test", "SOA", ScriptedReply.rcode(Rcode.NXDOMAIN));
    scripted.resolver.on(".", "SOA", ScriptedReply.of());

    assertThat(unknown(zones.zoneOf(Name.fromConstantString("test."))))
        .isEqualTo(Reason.of(ReasonKind.INCONCLUSIVE, ". SOA", "no zone holds the name"));
  }

  @Test
  void whenTheServersCannotBeLookedUpTheReasonIsGiven() {
    scripted.resolver.on("example.com", "NS", ScriptedReply.rcode(Rcode.SERVFAIL));

    assertThat(zones.servers(ZONE))
        .singleElement()
        .satisfies(server -> {
          assertThat(server.name()).isEmpty();
          assertThat(unknown(server.address())).isEqualTo(servfail("example.com NS"));
        });
  }

  @Test
  void whenNoServerIsNamedTheReasonIsGiven() {
    scripted.resolver.on("example.com", "NS", ScriptedReply.of().authority(ScriptedReply.SOA));

    assertThat(zones.servers(ZONE))
        .containsExactly(
            new ZoneDiscovery.NameServer(
                "",
                Observed.unknown(Reason.of(ReasonKind.INCONCLUSIVE, "example.com NS", "NODATA"))));
  }

  @Test
  void ipv6IsUsedOnlyWithoutIpv4() {
    scripted
        .zone("example.com", "six.example.com", "both.example.com")
        .address("both.example.com", "192.0.2.53", "2001:db8::53")
        .address("six.example.com", "2001:db8::6");

    assertThat(zones.servers(ZONE))
        .extracting(ZoneDiscovery.NameServer::name, server -> known(server.address()))
        .containsExactly(
            tuple("both.example.com", "192.0.2.53"),
            tuple("six.example.com", "2001:db8:0:0:0:0:0:6"));
    assertThat(scripted.resolver.asked("both.example.com", "AAAA")).isZero();
  }

  @Test
  void ipv6IsNotUsedWhenIpv4IsUnknown() {
    scripted
        .zone("example.com", "ns1.example.com")
        .address("ns1.example.com", "2001:db8::6")
        .resolver
        .on("ns1.example.com", "A", ScriptedReply.rcode(Rcode.SERVFAIL));

    assertThat(zones.servers(ZONE))
        .singleElement()
        .satisfies(server ->
            assertThat(unknown(server.address())).isEqualTo(servfail("ns1.example.com A")));
  }

  @Test
  void serversBeyondTheLimitAreReported() {
    String[] many =
        IntStream.range(0, 15).mapToObj("ns%02d.example.com"::formatted).toArray(String[]::new);
    scripted.zone("example.com", many);
    List.of(many).forEach(host -> scripted.address(host, "192.0.2.53"));
    scripted.address(
        "ns00.example.com", "192.0.2.5", "192.0.2.4", "192.0.2.3", "192.0.2.2", "192.0.2.1");

    List<ZoneDiscovery.NameServer> servers = zones.servers(ZONE);

    assertThat(servers).hasSize(5 + 12 + 1);
    assertThat(servers.subList(0, 4))
        .extracting(server -> known(server.address()))
        .containsExactly("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4");
    assertThat(unknown(servers.get(4).address()))
        .isEqualTo(Reason.of(ReasonKind.NOT_ASKED, "ns00.example.com A", "1 more"));
    assertThat(unknown(servers.getLast().address()))
        .isEqualTo(Reason.of(ReasonKind.NOT_ASKED, "example.com NS", "2 more"));
  }

  @Test
  void atTheLimitEveryServerAndAddressIsUsed() {
    String[] hosts =
        IntStream.range(0, 13).mapToObj("ns%02d.example.com"::formatted).toArray(String[]::new);
    scripted.zone("example.com", hosts);
    List.of(hosts).forEach(host -> scripted.address(host, "192.0.2.53"));
    scripted.address("ns00.example.com", "192.0.2.4", "192.0.2.3", "192.0.2.2", "192.0.2.1");

    assertThat(zones.servers(ZONE))
        .hasSize(4 + 12)
        .allSatisfy(server -> assertThat(known(server.address())).isNotEmpty());
  }
}
