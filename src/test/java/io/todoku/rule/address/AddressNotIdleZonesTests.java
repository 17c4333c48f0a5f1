package io.todoku.rule.address;

import static io.todoku.rule.RemedyContents.changes;
import static io.todoku.rule.address.AddressNotIdleTests.ADDRESS;
import static io.todoku.rule.address.AddressNotIdleTests.idle;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.HostedZone.RecordSet;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records of the account's own zones that hold an idle address. */
class AddressNotIdleZonesTests {

  private final AddressNotIdle rule = new AddressNotIdle();

  private static Observed<List<HostedZone>> zone(RecordSet... records) {
    return Observed.known(
        List.of(new HostedZone("Z1", "example.com", Observed.known(List.of(records)))));
  }

  private static RecordSet a(String name, String set, String... values) {
    return new RecordSet(name, "A", set, List.of(values));
  }

  @Test
  void failsForAZoneRecordThatWasNotLookedUpInDns() {
    Finding finding =
        onlyFinding(
            rule,
            idle()
                .zones(
                    zone(
                        a("www.example.com", null, "192.0.2.1"),
                        a("*.example.com", null, "192.0.2.1", ADDRESS))));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary().arguments())
        .containsExactly(ADDRESS, "*.example.com (Route 53 example.com)");
    assertThat(finding.evidence())
        .filteredOn(e -> e.query().equals("route53:ListResourceRecordSets --hosted-zone-id Z1"))
        .singleElement()
        .satisfies(
            e -> assertThat(e.answer()).containsExactly("*.example.com A 192.0.2.1 " + ADDRESS));
    assertThat(finding.remedy().commands()).noneMatch(c -> c.contains("release-address"));
  }

  @Test
  void aNameInDnsAndZoneIsListedOnceWithBothEvidences() {
    Finding finding =
        onlyFinding(
            rule,
            idle()
                .dns("www.example.com", "A", ADDRESS)
                .zones(zone(a("www.example.com", null, ADDRESS))));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary().arguments()).containsExactly(ADDRESS, "www.example.com");
    assertThat(finding.evidence())
        .extracting(Evidence::query)
        .contains("www.example.com A", "route53:ListResourceRecordSets --hosted-zone-id Z1");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"ANSWERED", "NODATA"})
  void oneOfSeveralRecordSetsCountsEvenWhenDnsAnsweredAnother(Status status) {
    SnapshotBuilder world = idle().zones(zone(a("www.example.com", "blue", ADDRESS)));
    world =
        status == Status.ANSWERED
            ? world.dns("www.example.com", "A", "192.0.2.1")
            : world.dnsStatus("www.example.com", "A", status);

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.FAIL);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"ANSWERED", "NODATA", "NXDOMAIN"})
  void onlyWarnsOfAZoneRecordThatDnsDoesNotServe(Status status) {
    SnapshotBuilder world = idle().zones(zone(a("www.example.com", null, ADDRESS)));
    world =
        status == Status.ANSWERED
            ? world.dns("www.example.com", "A", "192.0.2.1")
            : world.dnsStatus("www.example.com", "A", status);

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary().key()).isEqualTo("address-not-idle.warn.unserved");
    assertThat(finding.summary().arguments())
        .containsExactly(ADDRESS, "www.example.com (Route 53 example.com)");
    assertThat(finding.evidence()).extracting(Evidence::query).contains("www.example.com A");
    assertThat(changes(finding).getFirst().key()).isEqualTo("address-not-idle.do.records");
    assertThat(finding.remedy().cautions())
        .containsExactly(Text.of("address-not-idle.do.release.caution"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"BOGUS", "CNAME_LOOP"})
  void aBogusAnswerDoesNotRuleOutARecord(Status status) {
    SnapshotBuilder world =
        idle()
            .zones(zone(a("www.example.com", null, ADDRESS)))
            .dnsStatus("www.example.com", "A", status);

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void nxdomainRulesOutEveryRecordSetOfAName() {
    SnapshotBuilder world =
        idle()
            .zones(zone(a("www.example.com", "blue", ADDRESS)))
            .dnsStatus("www.example.com", "A", Status.NXDOMAIN);

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.WARN);
  }

  @Test
  void theEvidenceListsTheZonesWithoutARecord() {
    Finding none = onlyFinding(rule, idle());
    Finding other = onlyFinding(rule, idle().zones(zone(a("www.example.com", null, "192.0.2.1"))));

    assertThat(none.summary().key()).isEqualTo("address-not-idle.warn");
    assertThat(other.summary().key()).isEqualTo("address-not-idle.warn");
    assertThat(other.evidence())
        .extracting(Evidence::answer)
        .contains(List.of("example.com (Z1): no record of " + ADDRESS));
  }

  @Test
  void theRemedySearchesUnreadZonesBeforeReleasing() {
    Reason denied = new Reason(ReasonKind.DENIED, "route53:ListHostedZones", "no", null);
    Finding all = onlyFinding(rule, idle().zones(Observed.unknown(denied)));
    Finding one =
        onlyFinding(
            rule,
            idle()
                .zones(
                    Observed.known(
                        List.of(
                            new HostedZone("Z1", "example.com", Observed.known(List.of())),
                            new HostedZone("Z2", "example.net", Observed.unknown(denied))))));

    assertThat(List.of(all, one))
        .allSatisfy(finding -> {
          assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
          assertThat(finding.summary().key()).isEqualTo("address-not-idle.warn.unread");
          assertThat(finding.evidence())
              .extracting(Evidence::query)
              .contains("route53:ListHostedZones");
          assertThat(finding.remedy().commands().getFirst())
              .startsWith("aws route53 list-resource-record-sets")
              .contains("Value=='203.0.113.9'");
        });
  }

  @Test
  void failsForARecordOfOneZoneWhenAnotherWasNotRead() {
    Reason slow = Reason.of(ReasonKind.TIMEOUT, "route53:ListResourceRecordSets", "");
    SnapshotBuilder world =
        idle()
            .zones(
                Observed.known(
                    List.of(
                        new HostedZone("Z2", "example.net", Observed.unknown(slow)),
                        new HostedZone(
                            "Z1",
                            "example.com",
                            Observed.known(List.of(a("a.example.com", null, ADDRESS)))))));

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void aNameThatWasNotLookedUpIsCountedWithTheOthersOfItsZone() {
    RecordSet[] two = {a("a.example.com", null, ADDRESS), a("b.example.com", null, ADDRESS)};
    SnapshotBuilder dead = idle().zones(zone(two)).dnsStatus("a.example.com", "A", Status.NXDOMAIN);
    SnapshotBuilder silent =
        idle().zones(zone(two)).dnsUnknown("a.example.com", "A", ReasonKind.TIMEOUT);

    assertThat(onlyFinding(rule, dead).verdict()).isEqualTo(Verdict.WARN);
    assertThat(onlyFinding(rule, dead).summary().arguments().get(1).toString())
        .contains("a.example.com", "b.example.com");
    assertThat(onlyFinding(rule, silent).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void theSummaryListsTheFirstOfManyNames() {
    RecordSet[] many =
        IntStream.range(0, 500)
            .mapToObj(i -> a("h" + i + ".example.com", null, ADDRESS))
            .toArray(RecordSet[]::new);

    Finding finding = onlyFinding(rule, idle().zones(zone(many)));

    assertThat(finding.summary().arguments().get(1).toString())
        .endsWith("h9.example.com (Route 53 example.com), …");
    assertThat(finding.evidence()).allSatisfy(e -> assertThat(e.answer()).hasSizeLessThan(50));
  }
}
