package io.todoku.rule.domain;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Ses.SesAccount;
import io.todoku.snapshot.Ses.SesIdentity;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MxResolvesTests {

  private static final String DOMAIN = "example.com";

  private final MxResolves rule = new MxResolves();

  private static SnapshotBuilder mx(String... records) {
    return aSnapshot().withDomain(DOMAIN).dns(DOMAIN, "MX", records);
  }

  private static void withoutAddresses(SnapshotBuilder world, String host, Status a, Status aaaa) {
    world.dnsStatus(host, "A", a).dnsStatus(host, "AAAA", aaaa);
  }

  private static SnapshotBuilder withAddress(SnapshotBuilder world, String host) {
    return world.dns(host, "A", "203.0.113.9").dnsStatus(host, "AAAA", Status.NODATA);
  }

  @Test
  void passesWhereEveryHostHasAnAddress() {
    SnapshotBuilder world =
        withAddress(mx("10 a.example.com", "20 b.example.com"), "a.example.com");
    world.dns("b.example.com", "A", "203.0.113.8").dns("b.example.com", "AAAA", "2001:db8::9");

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.resource())
        .isEqualTo(new Resource(Resource.Type.MAIL_DOMAIN, DOMAIN, null, null, null));
    assertThat(finding.evidence())
        .extracting(e -> e.query())
        .contains("example.com MX", "a.example.com A", "b.example.com AAAA");
  }

  @Test
  void passesByOneFamilyWhereTheOtherIsSilent() {
    SnapshotBuilder world =
        mx("10 a.example.com")
            .dns("a.example.com", "A", "203.0.113.9")
            .dnsUnknown("a.example.com", "AAAA", ReasonKind.TIMEOUT);

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.PASS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.5",
        "127.0.0.1",
        "169.254.1.1",
        "172.31.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "0.0.0.0",
        "198.18.0.1",
        "240.0.0.1"
      })
  void failsWhereTheAddressIsNotPublic(String address) {
    SnapshotBuilder world = mx("10 a.example.com").dns("a.example.com", "A", address);
    world.dnsStatus("a.example.com", "AAAA", Status.NODATA);

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary())
        .isEqualTo(Text.of("mx-resolves.fail.inward", DOMAIN, "a.example.com", address));
    assertThat(finding.remedy().steps())
        .containsExactly(Text.of("mx-resolves.do.inward", DOMAIN, "a.example.com", address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"::1", "fd00::5", "fe80::1", "64:ff9b::a00:1"})
  void judgesIpv6AsIpv4(String address) {
    assertThat(
            onlyFinding(rule, v6(address).dnsUnknown("a.example.com", "A", ReasonKind.TIMEOUT))
                .verdict())
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(
            onlyFinding(rule, v6(address).dnsStatus("a.example.com", "A", Status.NODATA)).verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(onlyFinding(rule, v6(address).dns("a.example.com", "A", "172.32.0.1")).verdict())
        .isEqualTo(Verdict.PASS);
  }

  private static SnapshotBuilder v6(String address) {
    return mx("10 a.example.com").dns("a.example.com", "AAAA", address);
  }

  @Test
  void failsWhereTheDomainItselfStandsInWithoutAPublicAddress() {
    SnapshotBuilder world =
        aSnapshot()
            .withDomain(DOMAIN)
            .dnsStatus(DOMAIN, "MX", Status.NODATA)
            .dns(DOMAIN, "A", "10.0.0.5")
            .dnsStatus(DOMAIN, "AAAA", Status.NODATA);

    assertThat(onlyFinding(rule, world).summary().key()).isEqualTo("mx-resolves.fail.inward");
  }

  @Test
  void aHostWithIpv6AddressesOnlyIsWarnedOfBesideOthers() {
    SnapshotBuilder world =
        withAddress(mx("10 a.example.com", "20 b.example.com"), "a.example.com");
    world
        .dnsStatus("b.example.com", "A", Status.NODATA)
        .dns("b.example.com", "AAAA", "2001:db8::9");

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary())
        .isEqualTo(Text.of("mx-resolves.warn.ipv6", DOMAIN, "b.example.com"));
    assertThat(finding.remedy().steps())
        .containsExactly(Text.of("mx-resolves.do.ipv4", DOMAIN, "b.example.com"));
  }

  @Test
  void aHostWithAPrivateIpv4AddressIsReachedOverIpv6Only() {
    SnapshotBuilder world =
        mx("10 a.example.com")
            .dns("a.example.com", "A", "10.0.0.5")
            .dns("a.example.com", "AAAA", "2001:db8::9");

    assertThat(onlyFinding(rule, world).summary().key()).isEqualTo("mx-resolves.warn.ipv6");
  }

  @Test
  void aNullMxOfADomainThatSendsNothingPasses() {
    Finding finding = onlyFinding(rule, mx("0 .").dns(DOMAIN, "TXT", "v=spf1 -all"));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.summary()).isEqualTo(Text.of("mx-resolves.pass.null", DOMAIN));
  }

  @Test
  void aNullMxOfADomainThatSendsIsWarnedOf() {
    Finding bySpf = onlyFinding(rule, mx("0 .").dns(DOMAIN, "TXT", "v=spf1 ip4:192.0.2.1 -all"));
    Finding bySes =
        onlyFinding(
            rule,
            mx("0 .")
                .dns(DOMAIN, "TXT", "v=spf1 -all")
                .ses(Observed.known(new SesAccount(true, true, "HEALTHY", 200, 0, 1)))
                .sesIdentities(
                    new SesIdentity("news@example.com", "EMAIL_ADDRESS", true, "SUCCESS")));

    assertThat(bySpf.verdict()).isEqualTo(Verdict.WARN);
    assertThat(bySpf.summary()).isEqualTo(Text.of("mx-resolves.warn.null", DOMAIN));
    assertThat(bySpf.remedy().steps()).containsExactly(Text.of("mx-resolves.do.sending", DOMAIN));
    assertThat(bySes.summary()).isEqualTo(Text.of("mx-resolves.warn.null", DOMAIN));
  }

  @Test
  void aNullMxIsUnknownWhereTheSpfRecordIs() {
    Finding finding = onlyFinding(rule, mx("0 .").dnsUnknown(DOMAIN, "TXT", ReasonKind.TIMEOUT));

    assertThat(finding.summary()).isEqualTo(Text.of("mx-resolves.unknown.null", DOMAIN));
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.TIMEOUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec2:DescribeAddresses", "ses:ListEmailIdentities"})
  void aNullMxIsUnknownWhereSendersCouldNotBeListed(String api) {
    SnapshotBuilder world = mx("0 .").dns(DOMAIN, "TXT", "v=spf1 -all").denied(api);

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().source()).isEqualTo(api);
  }

  @Test
  void warnsOfANullMxBesideOthers() {
    Finding finding =
        onlyFinding(rule, withAddress(mx("0 .", "10 a.example.com"), "a.example.com"));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.remedy().steps())
        .extracting(Text::key)
        .containsExactly("mx-resolves.do.null");
  }

  @Test
  void warnsWhereOneOfTwoIsDeadEvenIfAThirdIsSilent() {
    SnapshotBuilder world =
        withAddress(mx("1 a.example.com", "2 b.example.com", "3 c.example.com"), "a.example.com");
    withoutAddresses(world, "b.example.com", Status.NXDOMAIN, Status.NXDOMAIN);

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary().arguments())
        .containsExactly(DOMAIN, "b.example.com", "a.example.com");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"NXDOMAIN", "NODATA", "BOGUS", "CNAME_LOOP"})
  void failsWhereTheOnlyHostHasNoAddress(Status status) {
    SnapshotBuilder world = mx("10 a.example.com");
    withoutAddresses(world, "a.example.com", status, status);

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.remedy().steps())
        .extracting(Text::key)
        .containsExactly(
            status == Status.BOGUS || status == Status.CNAME_LOOP
                ? "mx-resolves.do.zone"
                : "mx-resolves.do.dead");
  }

  @Test
  void failsWhereTheOnlyHostIsAnAlias() {
    DnsAnswer alias =
        new DnsAnswer(Status.ANSWERED, List.of("203.0.113.9"), List.of("real.example.net"), 60L);
    SnapshotBuilder world =
        mx("10 a.example.com")
            .dns("a.example.com", "A", alias)
            .dnsStatus("a.example.com", "AAAA", Status.NODATA);

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.remedy().steps().getFirst().arguments())
        .containsExactly(DOMAIN, "a.example.com", "real.example.net");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10 203.0.113.9", "10 [203.0.113.9]"})
  void failsWhereTheOnlyHostIsAnAddress(String record) {
    assertThat(onlyFinding(rule, mx(record)).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void isUnknownWhereAHostIsSilentOrWasNotAsked() {
    SnapshotBuilder dead = mx("10 a.example.com", "20 b.example.com");
    withoutAddresses(dead, "a.example.com", Status.NXDOMAIN, Status.NXDOMAIN);
    SnapshotBuilder silent =
        mx("10 a.example.com")
            .dnsStatus("a.example.com", "A", Status.NODATA)
            .dnsUnknown("a.example.com", "AAAA", ReasonKind.SERVFAIL);

    assertThat(onlyFinding(rule, silent).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(onlyFinding(rule, dead).verdict()).isEqualTo(Verdict.UNKNOWN);
    Finding some =
        onlyFinding(rule, withAddress(mx("1 a.example.com", "2 b.example.com"), "a.example.com"));
    assertThat(some.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(some.unknownReason().kind()).isEqualTo(ReasonKind.NOT_ASKED);
  }

  @Test
  void withoutMxTheDomainItselfIsTheHost() {
    SnapshotBuilder none = aSnapshot().withDomain(DOMAIN).dnsStatus(DOMAIN, "MX", Status.NODATA);
    assertThat(onlyFinding(rule, none).verdict()).isEqualTo(Verdict.UNKNOWN);

    assertThat(onlyFinding(rule, withAddress(none, DOMAIN)).verdict()).isEqualTo(Verdict.WARN);

    SnapshotBuilder nothing = aSnapshot().withDomain(DOMAIN).dnsStatus(DOMAIN, "MX", Status.NODATA);
    withoutAddresses(nothing, DOMAIN, Status.NODATA, Status.NODATA);
    Finding finding = onlyFinding(rule, nothing);
    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary()).isEqualTo(Text.of("mx-resolves.fail.none", DOMAIN));
  }

  @Test
  void withoutMxADomainThatIsAnAliasIsWarnedOf() {
    DnsAnswer alias =
        new DnsAnswer(Status.ANSWERED, List.of("203.0.113.9"), List.of("real.example.net"), 60L);
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .withDomain(DOMAIN)
                .dnsStatus(DOMAIN, "MX", Status.NODATA)
                .dns(DOMAIN, "A", alias)
                .dnsStatus(DOMAIN, "AAAA", Status.NODATA));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary()).isEqualTo(Text.of("mx-resolves.warn.implicit", DOMAIN));
  }

  @Test
  void withoutMxADomainThatIsAnAddressTakesNoMail() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot().withDomain("203.0.113.9").dnsStatus("203.0.113.9", "MX", Status.NODATA));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary()).isEqualTo(Text.of("mx-resolves.fail.none", "203.0.113.9"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"NXDOMAIN", "BOGUS", "CNAME_LOOP"})
  void failsWhereTheDomainIsNotThereOrBroken(Status status) {
    SnapshotBuilder world = aSnapshot().withDomain(DOMAIN).dnsStatus(DOMAIN, "MX", status);

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.FAIL);
  }

  @ParameterizedTest
  @EnumSource(
      value = ReasonKind.class,
      names = {"SERVFAIL", "REFUSED", "TIMEOUT"})
  void isUnknownWhereTheMxIsNotKnown(ReasonKind cause) {
    SnapshotBuilder world = aSnapshot().withDomain(DOMAIN).dnsUnknown(DOMAIN, "MX", cause);

    assertThat(onlyFinding(rule, world).unknownReason().kind()).isEqualTo(cause);
  }

  @Test
  void isUnknownWhereNobodyAsked() {
    assertThat(onlyFinding(rule, aSnapshot().withDomain(DOMAIN)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void anAddressThatAnAccountHoldsIsPublicWhateverItsRange() {
    SnapshotBuilder world =
        mx("10 mx." + DOMAIN)
            .withElasticIp("127.0.0.9", Map.of())
            .dns("mx." + DOMAIN, "A", "127.0.0.9")
            .dnsStatus("mx." + DOMAIN, "AAAA", Status.NODATA);

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.PASS);
    world.denied("ec2:DescribeAddresses").denied("ec2:DescribeNetworkInterfaces");
    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.UNKNOWN);
  }
}
