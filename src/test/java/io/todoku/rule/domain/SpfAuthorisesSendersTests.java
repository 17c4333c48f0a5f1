package io.todoku.rule.domain;

import static io.todoku.rule.RemedyContents.texts;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.BlockKind;
import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpfAuthorisesSendersTests {

  static final String DOMAIN = "example.com";
  static final String SENDER = "203.0.113.9";

  private final SpfAuthorisesSenders rule = new SpfAuthorisesSenders();

  static SnapshotBuilder domain(String... texts) {
    return aSnapshot().withDomain(DOMAIN).dns(DOMAIN, "TXT", texts);
  }

  /** A domain with these texts, and one sender. */
  static SnapshotBuilder sender(String... texts) {
    return domain(texts).withSender(SENDER);
  }

  private static SnapshotBuilder noMx(SnapshotBuilder world) {
    return world.dnsStatus(DOMAIN, "MX", Status.NODATA);
  }

  @ParameterizedTest
  @CsvSource({
    "v=spf1 ip4:203.0.113.9 -all, PASS, pass",
    "v=spf1 ip4:203.0.113.0/24 ~all, PASS, pass",
    "V=SPF1 IP4:203.0.113.9 -ALL, PASS, pass",
    "v=spf1 ip4:203.0.113.9 ?all, WARN, warn.open",
    "v=spf1 ip4:203.0.113.9, WARN, warn.open",
    "v=spf1 ip4:192.0.2.1 -all, FAIL, fail",
    "v=spf1 ip4:192.0.2.1 ~all, FAIL, fail",
    "v=spf1 ip4:192.0.2.1 ?all, FAIL, fail",
    "v=spf1, FAIL, fail",
    "v=spf1 ip4:203.0.113.9 +all, FAIL, fail.anybody",
    "v=spf1 all, FAIL, fail.anybody",
    "v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all, FAIL, fail.anybody",
    "v=spf1 ip4:203.0.113.9 ip6:::/0 -all, FAIL, fail.anybody",
    "v=spf1 include:unseen.example +all, FAIL, fail.anybody",
    "v=spf1 ip4:300.0.0.1 -all, FAIL, fail.error",
    "v=spf1 ip4:203.0.113.9 -al, FAIL, fail.error",
    "v=spf2 ip4:203.0.113.9 -all, FAIL, fail.none",
    "v=spf1 include:unseen.example -all, UNKNOWN, unknown",
    "v=spf1 ip4:203.0.113.9 include:unseen.example -all, UNKNOWN, unknown",
  })
  void judgesTheRecordForASender(String record, Verdict verdict, String key) {
    Finding finding = onlyFinding(rule, sender(record));

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.summary().key()).isEqualTo("spf-authorises-senders." + key);
    assertThat(finding.resource().type()).isEqualTo(Resource.Type.MAIL_DOMAIN);
    assertThat(finding.evidence().getFirst().answer()).containsExactly(record);
  }

  @ParameterizedTest
  @CsvSource({
    "v=spf1 -all, PASS, pass.nobody",
    "v=spf1 ip4:192.0.2.1 ~all, PASS, pass.nobody",
    "v=spf1 ip4:192.0.2.1, WARN, warn.open",
    "v=spf1 +all, FAIL, fail.anybody",
    "v=spf1 nonsense -all, FAIL, fail.error",
    "google-site-verification=1, FAIL, fail.none",
  })
  void judgesTheRecordAloneWhereNothingSends(String record, Verdict verdict, String key) {
    Finding finding = onlyFinding(rule, domain(record));

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.summary().key()).isEqualTo("spf-authorises-senders." + key);
  }

  @Test
  void namesWhomItRefusesAndGivesTheRecordThatDoesNot() {
    SnapshotBuilder world =
        sender("v=spf1 ip4:192.0.2.1 ~all exp=x.example").withSender("2001:db8::9");

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary().arguments())
        .containsExactly(DOMAIN, "203.0.113.9, 2001:db8::9", "softfail");
    assertThat(texts(finding, BlockKind.ZONE_RECORD))
        .containsExactly(
            "example.com.  300  IN  TXT"
                + "  \"v=spf1 ip4:192.0.2.1 ip4:203.0.113.9 ip6:2001:db8::9 ~all exp=x.example\"");
  }

  @Test
  void addsBeforeARedirect() {
    SnapshotBuilder world = sender("v=spf1 redirect=_spf.example.net");
    world.dns("_spf.example.net", "TXT", "v=spf1 -all");

    assertThat(onlyFinding(rule, world).remedy().commands().getFirst())
        .endsWith("\"v=spf1 ip4:203.0.113.9 redirect=_spf.example.net\"");
  }

  @Test
  void splitsALongRecordIntoStrings() {
    String long1 = "v=spf1 " + "ip4:192.0.2.1 ".repeat(25) + "-all";

    String line = onlyFinding(rule, sender(long1)).remedy().commands().getFirst();

    assertThat(line.replaceAll("^[^\"]*\"|\"$", "").split("\" \""))
        .allMatch(string -> string.length() <= 255)
        .satisfies(strings ->
            assertThat(String.join("", strings))
                .isEqualTo(long1.replace("-", "ip4:203.0.113.9 -")));
  }

  @Test
  void takesNoHostileTextIntoAZoneFile() {
    Finding finding = onlyFinding(rule, sender("v=spf1 exp=\"\\010$INCLUDE -all"));

    assertThat(finding.remedy().commands()).isEmpty();
  }

  @Test
  void seesHowARedirectEnds() {
    SnapshotBuilder open = sender("v=spf1 ip4:203.0.113.9 redirect=_spf.example.net");
    SnapshotBuilder closed = sender("v=spf1 ip4:203.0.113.9 redirect=_spf.example.net");
    SnapshotBuilder anybody = sender("v=spf1 include:_spf.example.net -all");

    open.dns("_spf.example.net", "TXT", "v=spf1 ip4:192.0.2.1");
    closed.dns("_spf.example.net", "TXT", "v=spf1 -all");
    anybody.dns("_spf.example.net", "TXT", "v=spf1 +all");

    assertThat(onlyFinding(rule, open).verdict()).isEqualTo(Verdict.WARN);
    assertThat(onlyFinding(rule, closed).verdict()).isEqualTo(Verdict.PASS);
    assertThat(onlyFinding(rule, anybody).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void failsWithTwoRecords() {
    Finding finding = onlyFinding(rule, sender("v=spf1 ip4:203.0.113.9 -all", "v=spf1 -all"));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary())
        .isEqualTo(
            Text.of("spf-authorises-senders.fail.error", DOMAIN, "More than 1 SPF record found"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"NXDOMAIN", "NODATA", "BOGUS", "CNAME_LOOP"})
  void failsWhereThereIsNoRecordToBeHad(Status status) {
    SnapshotBuilder world = aSnapshot().withDomain(DOMAIN).withSender(SENDER);

    assertThat(onlyFinding(rule, world.dnsStatus(DOMAIN, "TXT", status)).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void givesARecordForTheSendersWhereThereIsNone() {
    Finding finding = onlyFinding(rule, sender("unrelated"));

    assertThat(texts(finding, BlockKind.ZONE_RECORD))
        .containsExactly("example.com.  300  IN  TXT  \"v=spf1 ip4:203.0.113.9 ~all\"");
    assertThat(texts(finding, BlockKind.TERRAFORM))
        .singleElement()
        .asString()
        .contains("records = [\"v=spf1 ip4:203.0.113.9 ~all\", \"unrelated\"]");
    assertThat(onlyFinding(rule, domain("unrelated")).remedy().commands()).isEmpty();
  }

  @Test
  void isUnknownWhereTheRecordIsNotKnown() {
    SnapshotBuilder silent =
        aSnapshot().withDomain(DOMAIN).dnsUnknown(DOMAIN, "TXT", ReasonKind.TIMEOUT);

    assertThat(onlyFinding(rule, silent).unknownReason().kind()).isEqualTo(ReasonKind.TIMEOUT);
    assertThat(onlyFinding(rule, aSnapshot().withDomain(DOMAIN)).unknownReason().kind())
        .isEqualTo(ReasonKind.NOT_ASKED);
  }

  @Test
  void isUnknownWhereWhatItRefusesMaySend() {
    SnapshotBuilder undetermined =
        noMx(domain("v=spf1 -all"))
            .withElasticIp(SENDER, Map.of())
            .denied("ec2:DescribeAddressesAttribute");

    Finding finding = onlyFinding(rule, undetermined);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().fix()).isEqualTo("ec2:DescribeAddressesAttribute");
    assertThat(finding.summary().key()).isEqualTo("spf-authorises-senders.unknown.role");
  }

  @Test
  void isUnknownWhereOneOfSeveralGatewaysMaySend() {
    SnapshotBuilder world =
        noMx(domain("v=spf1 ip4:203.0.113.7 -all"))
            .withPrivateInstance("i-1", Map.of("todoku:mail", "yes"))
            .withNat("nat-1", "available", "203.0.113.7", Map.of())
            .withNat("nat-2", "available", "203.0.113.8", Map.of());

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec2:DescribeAddresses", "ec2:DescribeNatGateways"})
  void isUnknownWhereAddressesAreNotListed(String api) {
    Finding finding = onlyFinding(rule, domain("v=spf1 -all").denied(api));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().fix()).isEqualTo(api);
  }

  @Test
  void failsAllTheSameWhereTheRecordFails() {
    assertThat(onlyFinding(rule, domain("v=spf1 +all").denied("ec2:DescribeAddresses")).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void isUnknownWhereAnInstanceSendsByAnAddressThatIsNotSeen() {
    SnapshotBuilder world =
        noMx(domain("v=spf1 -all")).withPrivateInstance("i-1", Map.of("todoku:mail", "yes"));

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void namesTheResultOfEachSenderWhereTheyDiffer() {
    Finding finding =
        onlyFinding(rule, sender("v=spf1 -ip4:203.0.113.9 ~all").withSender("2001:db8::9"));

    assertThat(finding.summary())
        .isEqualTo(
            Text.of(
                "spf-authorises-senders.fail",
                DOMAIN,
                "203.0.113.9, 2001:db8::9",
                "203.0.113.9 fail, 2001:db8::9 softfail"));
  }

  @Test
  void aRecordThatIsToBePublishedNamesNoAddressThatMayNotSend() {
    Finding finding =
        onlyFinding(
            rule,
            sender("unrelated").withElasticIp("203.0.113.20", Map.of("todoku:mail", "perhaps")));

    assertThat(finding.summary()).isEqualTo(Text.of("spf-authorises-senders.fail.none", DOMAIN));
    assertThat(finding.remedy().commands().getFirst())
        .isEqualTo("example.com.  300  IN  TXT  \"v=spf1 ip4:203.0.113.9 ~all\"");
  }

  @Test
  void anErrorThatOnlyAPossibleSenderMeetsIsNoErrorOfTheRecord() {
    SnapshotBuilder world =
        sender("v=spf1 ip4:203.0.113.9 include:gone.example -all")
            .withElasticIp("203.0.113.20", Map.of("todoku:mail", "perhaps"))
            .dnsStatus("gone.example", "TXT", Status.NXDOMAIN);

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.summary())
        .isEqualTo(Text.of("spf-authorises-senders.unknown.role", DOMAIN, "203.0.113.20"));
  }

  /** The record names no address, and it is open whether the server at one of them sends. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v=spf1 ip:203.0.113.20 -all        | Term [ip:203.0.113.20] is not syntactically valid
          v=spf1 ip4:203.0.113.20/33 -all    | Invalid CIDR: 33
          v=spf1 mx \\226\\128\\147all          | Term [\\226\\128\\147all] is not syntactically valid
          v=spf1 redirect=gone.example       | An include or a redirect names a domain without an SPF record
          v=spf1 include:loop.example -all   | Maximum mechanism/modifiers calls done: 11
          """)
  void anErrorOfTheRecordNeedsNoAnswerWhetherAnAddressSends(String record, String error) {
    SnapshotBuilder world =
        noMx(domain(record))
            .withElasticIp("203.0.113.20", Map.of("todoku:mail", "perhaps"))
            .dnsStatus("gone.example", "TXT", Status.NXDOMAIN)
            .dns("loop.example", "TXT", "v=spf1 include:" + DOMAIN + " -all");

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary())
        .isEqualTo(Text.of("spf-authorises-senders.fail.error", DOMAIN, error));
    assertThat(finding.evidence().getFirst().answer()).containsExactly(record);
  }
}
