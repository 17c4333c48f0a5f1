package io.todoku.rule.domain;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.AccountAddresses;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MxOwnedTests {

  private static final String ADDRESS = "203.0.113.9";
  private static final String AMAZONS = "ec2-203-0-113-9.ap-northeast-1.compute.amazonaws.com";

  private final MxOwned rule = new MxOwned();

  private static SnapshotBuilder mx(String host) {
    return aSnapshot()
        .withDomain("example.com")
        .dns("example.com", "MX", "10 " + host)
        .dns(host, "A", ADDRESS)
        .dnsStatus(host, "AAAA", Status.NODATA);
  }

  @Test
  void passesWhereAnAccountHereHoldsIt() {
    Finding finding = onlyFinding(rule, mx("mx.example.com").withElasticIp(ADDRESS, Map.of()));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.evidence()).isNotEmpty();
  }

  @Test
  void passesWhereAnotherAccountHoldsIt() {
    Snapshot other = aSnapshot().account("222222222222").withElasticIp(ADDRESS, Map.of()).build();
    Snapshot judged =
        AccountAddresses.shareAmong(
                List.of(mx("mx.example.com").ptr(ADDRESS, AMAZONS).build(), other))
            .getFirst();

    assertThat(rule.judge(judged)).extracting(Finding::verdict).containsExactly(Verdict.PASS);
  }

  @Test
  void passesWhereAProviderOfThatNameWasChosen() {
    Finding finding =
        onlyFinding(rule, mx("mx.provider.example").ptr(ADDRESS, "a.provider.example"));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.summary().key()).isEqualTo("mx-owned.pass.only-others");
  }

  @Test
  void failsWhereAnEarlierScanHeldTheAddressAndNobodyHoldsItNow() {
    Finding finding =
        rule.judge(heldBefore(mx("mx.example.com").ptr(ADDRESS, AMAZONS).build(), ADDRESS))
            .getFirst();

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary())
        .isEqualTo(Text.of("mx-owned.fail", "example.com", "mx.example.com → 203.0.113.9"));
    assertThat(finding.evidence())
        .extracting(evidence -> evidence.query())
        .contains("example.com MX", "mx.example.com A");
    assertThat(finding.remedy().steps())
        .containsExactly(Text.of("mx-owned.do.change", "example.com"));
  }

  @Test
  void isUnknownWhereAnAddressOfAwsWasNeverHeldHere() {
    Finding named =
        rule.judge(heldBefore(mx("mx.example.com").ptr(ADDRESS, AMAZONS).build(), "203.0.113.8"))
            .getFirst();

    assertThat(named.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(named.summary().key()).isEqualTo("mx-owned.unknown.holder");
    assertThat(onlyFinding(rule, mx(AMAZONS).ptr(ADDRESS, AMAZONS)).verdict())
        .as("by its name")
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void anAddressThatAnotherAccountHoldsNowIsNotLost() {
    Snapshot other = aSnapshot().account("222222222222").withElasticIp(ADDRESS, Map.of()).build();
    Snapshot judged =
        AccountAddresses.shareAmong(
                List.of(heldBefore(mx("mx.example.com").build(), ADDRESS), other))
            .getFirst();

    assertThat(rule.judge(judged)).extracting(Finding::verdict).containsExactly(Verdict.PASS);
  }

  @Test
  void anAddressThatIsNotListedMayStillBeHeld() {
    Snapshot hidden =
        mx("mx.example.com").ptr(ADDRESS, AMAZONS).denied("ec2:DescribeAddresses").build();

    assertThat(rule.judge(heldBefore(hidden, ADDRESS)))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.UNKNOWN);
  }

  private static Snapshot heldBefore(Snapshot snapshot, String... addresses) {
    return snapshot.judgedAt(
        snapshot.judgedAt(),
        snapshot.account().withAddressesHeldBefore(List.of(addresses)),
        snapshot.attestations());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec2:DescribeAddresses",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeNatGateways"
      })
  void isUnknownWhereItMayBeHeldUnseen(String api) {
    Finding finding = onlyFinding(rule, mx("mx.example.com").ptr(ADDRESS, AMAZONS).denied(api));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.DENIED);
  }

  @Test
  void isUnknownWhereANameOfOursLeadsToSomebodyUnknown() {
    Finding named =
        onlyFinding(rule, mx("mx.example.com").ptr(ADDRESS, "a.example.net", "mx.example.com"));
    Finding unnamed =
        onlyFinding(
            rule,
            mx("mx.example.com").dnsStatus("9.113.0.203.in-addr.arpa", "PTR", Status.NXDOMAIN));

    assertThat(named.summary())
        .isEqualTo(
            Text.of("mx-owned.unknown.holder", "example.com", "mx.example.com → 203.0.113.9"));
    assertThat(named.unknownReason())
        .isEqualTo(
            new Reason(
                ReasonKind.INCONCLUSIVE,
                "9.113.0.203.in-addr.arpa PTR",
                "a.example.net, mx.example.com",
                "mx-holder"));
    assertThat(unnamed.unknownReason())
        .isEqualTo(
            new Reason(
                ReasonKind.INCONCLUSIVE, "9.113.0.203.in-addr.arpa PTR", "NXDOMAIN", "mx-holder"));
    assertThat(onlyFinding(rule, mx("mx.example.com")).verdict())
        .as("its PTR was not asked")
        .isEqualTo(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com MX", "mx.example.com A", "mx.example.com AAAA"})
  void isUnknownWhereALookUpFailed(String question) {
    String[] parts = question.split(" ");
    SnapshotBuilder world =
        aSnapshot()
            .withElasticIp(ADDRESS, Map.of())
            .withDomain("example.com")
            .dnsUnknown(parts[0], parts[1], ReasonKind.SERVFAIL)
            .dns("example.com", "MX", "10 mx.example.com")
            .dns("mx.example.com", "A", ADDRESS)
            .dnsStatus("mx.example.com", "AAAA", Status.NODATA);

    assertThat(onlyFinding(rule, world).unknownReason().kind()).isEqualTo(ReasonKind.SERVFAIL);
  }

  @Test
  void doesNotApplyWithoutMx() {
    assertThat(
            onlyFinding(
                    rule,
                    aSnapshot()
                        .withDomain("example.com")
                        .dnsStatus("example.com", "MX", Status.NODATA))
                .verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(
            onlyFinding(rule, aSnapshot().withDomain("example.com").dns("example.com", "MX", "0 ."))
                .verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void isUnknownWhereAProvidersAddressMayBeLostUnseen() {
    SnapshotBuilder hidden = mx("mx.provider.example");

    assertThat(
            onlyFinding(
                rule, hidden.dnsUnknown("9.113.0.203.in-addr.arpa", "PTR", ReasonKind.TIMEOUT)))
        .extracting(Finding::verdict)
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void isUnknownWhereAnAnswerDoesNotValidate() {
    SnapshotBuilder world =
        aSnapshot()
            .withElasticIp(ADDRESS, Map.of())
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mx.example.com")
            .dns("mx.example.com", "A", ADDRESS)
            .dnsStatus("mx.example.com", "AAAA", Status.BOGUS);

    assertThat(onlyFinding(rule, world).unknownReason().kind()).isEqualTo(ReasonKind.SERVFAIL);
  }

  @Test
  void passesWhereAServiceOfAwsTakesTheMail() {
    assertThat(onlyFinding(rule, mx("inbound-smtp.us-east-1.amazonaws.com").ptr(ADDRESS, AMAZONS)))
        .extracting(Finding::verdict)
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void isUnknownWhereAProviderMayRunOnAwsOrItsAddressMayBeLost() {
    assertThat(onlyFinding(rule, mx("mx.provider.example").ptr(ADDRESS, AMAZONS)).unknownReason())
        .isEqualTo(Reason.of(ReasonKind.NOT_ASKED, "lightsail:GetInstances", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "test.example.com, mail.example.com, UNKNOWN",
    "test.example.co.jp, mail.example.co.jp, UNKNOWN",
    "example.co.jp, mail.provider.co.jp, PASS",
    "example.jp, mail.provider.jp, PASS",
    "co.jp, mail.provider.co.jp, PASS"
  })
  void aNameBesideTheMailDomainIsOurOwnToo(String domain, String host, Verdict verdict) {
    SnapshotBuilder world =
        aSnapshot()
            .withDomain(domain)
            .dns(domain, "MX", "10 " + host)
            .dns(host, "A", ADDRESS)
            .dnsStatus(host, "AAAA", Status.NODATA)
            .ptr(ADDRESS, "mail.somewhere.example");

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(verdict);
  }

  @Test
  void tellsWhatIsHeldHereFromWhatIsNot() {
    SnapshotBuilder world =
        aSnapshot()
            .withElasticIp("203.0.113.7", Map.of())
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mx.example.com", "20 mx.provider.example")
            .dns("mx.example.com", "A", "203.0.113.7")
            .dnsStatus("mx.example.com", "AAAA", Status.NODATA)
            .dns("mx.provider.example", "A", ADDRESS)
            .dnsStatus("mx.provider.example", "AAAA", Status.NODATA)
            .ptr(ADDRESS, "mx.provider.example");

    assertThat(onlyFinding(rule, world).summary())
        .isEqualTo(
            Text.of(
                "mx-owned.pass.others",
                "example.com",
                "mx.example.com → 203.0.113.7",
                "mx.provider.example → 203.0.113.9"));
  }
}
