package io.todoku.checklist;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotCopy.copyOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.Checklist.Item;
import io.todoku.rule.AllRules;
import io.todoku.rule.CauseScope;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionExclusion;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CausesTests {

  private static Checklist checklist(Snapshot snapshot) {
    return new ChecklistMaker(AllRules.engine()).make(snapshot, List.of());
  }

  private static Cause cause(Checklist list, String id) {
    return list.causes().stream()
        .filter(c -> c.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new AssertionError(id + " not in " + list.causes().stream().map(Cause::id).toList()));
  }

  /** Each unknown finding is hidden by exactly one cause. */
  private static void assertEachUnknownHasOneCause(Checklist list) {
    List<Item> unknown =
        list.items().stream().filter(item -> item.verdict() == Verdict.UNKNOWN).toList();
    assertThat(list.causes().stream().flatMap(cause -> cause.items().stream()))
        .containsExactlyInAnyOrderElementsOf(unknown);
    assertThat(list.causes()).extracting(Cause::id).doesNotHaveDuplicates();
  }

  private static Snapshot unreachableAccount(ReasonKind kind) {
    Reason reason = new Reason(kind, "sts:AssumeRole", "AccessDenied: no", "trust-policy");
    return copyOf(aSnapshot().withDomain("example.com").withGap(new Gap(null, reason)).build())
        .regions(Observed.unknown(reason))
        .build();
  }

  @Test
  void anAccountThatRefusesTodokuIsOneCauseOfAllThatIsHidden() {
    Checklist list = checklist(unreachableAccount(ReasonKind.NO_ACCESS));

    Cause cause = cause(list, "no-access");
    assertThat(cause.kind()).isEqualTo(ReasonKind.NO_ACCESS);
    assertThat(cause.scope()).isEqualTo(CauseScope.LOGIN);
    assertThat(cause.subjects()).isEmpty();
    assertThat(cause.items()).hasSizeGreaterThan(15);
    assertThat(cause.hidesRequired()).isTrue();
    assertThat(cause.reasons()).extracting(Reason::detail).containsExactly("AccessDenied: no");
    assertEachUnknownHasOneCause(list);
  }

  @Test
  void sixteenRegionsThatTheOrganizationClosedAreOneCause() {
    Checklist list = checklist(LandingZone.snapshot(16));

    Cause cause = cause(list, "denied-by-service-control-policy-regions");
    assertThat(cause.scope()).isEqualTo(CauseScope.REGIONS);
    assertThat(cause.subjects()).hasSize(16).startsWith("xx-test-01").endsWith("xx-test-16");
    assertThat(cause.items()).hasSizeGreaterThan(100);
    assertThat(list.causes())
        .filteredOn(c -> c.kind() == ReasonKind.DENIED_BY_SERVICE_CONTROL_POLICY)
        .hasSize(1);
    assertEachUnknownHasOneCause(list);
  }

  private static Checklist leavingOut(Snapshot snapshot, List<String> regions) {
    RegionExclusion exclusion = new RegionExclusion("mika", SnapshotBuilder.NOW);
    return checklist(
        snapshot.judgedAt(
            snapshot.judgedAt(),
            snapshot
                .account()
                .withExcludedRegions(
                    regions.stream().collect(Collectors.toMap(r -> r, r -> exclusion))),
            snapshot.attestations()));
  }

  @Test
  void regionsThatTheOrganizationClosedCanBeLeftOut() {
    Snapshot snapshot = LandingZone.snapshot(16);
    Checklist before = checklist(snapshot);
    List<String> closed = cause(before, "denied-by-service-control-policy-regions").subjects();

    Checklist after = leavingOut(snapshot, closed);

    assertThat(after.items()).hasSizeLessThan(60);
    assertThat(before.items()).hasSizeGreaterThan(after.items().size() + 100);
    assertThat(after.causes())
        .noneMatch(c -> c.kind() == ReasonKind.DENIED_BY_SERVICE_CONTROL_POLICY);
    assertThat(after.excludedRegions().keySet()).containsExactlyElementsOf(closed);
    assertThat(after.contradictedExclusions()).isEmpty();
    assertThat(after.items())
        .as("no finding becomes better by it")
        .allMatch(item ->
            before.items().stream()
                .anyMatch(other ->
                    other.finding().rule().equals(item.finding().rule())
                        && other.finding().resource().equals(item.finding().resource())
                        && (other.verdict() == item.verdict()
                            || other.verdict() == Verdict.UNKNOWN)));
  }

  @Test
  void aRegionInWhichSomethingCanBeReadIsNotLeftOut() {
    Snapshot snapshot = LandingZone.snapshot(2);

    Checklist list = leavingOut(snapshot, List.of("ap-northeast-1", "xx-test-01"));

    assertThat(list.contradictedExclusions().keySet()).containsExactly("ap-northeast-1");
    assertThat(list.excludedRegions().keySet()).containsExactly("xx-test-01");
    assertThat(list.addressSearch().regions()).containsExactly("ap-northeast-1", "xx-test-02");
    assertThat(list.items())
        .anyMatch(i -> "ap-northeast-1".equals(i.finding().resource().region()));
  }

  @Test
  void aSingleCallThatTheOrganizationDeniesClosesNoRegion() {
    SnapshotBuilder builder =
        aSnapshot()
            .withSender("192.0.2.7")
            .denied("ec2:DescribeAddresses", ReasonKind.DENIED_BY_SERVICE_CONTROL_POLICY);

    Cause cause = cause(checklist(builder.build()), "denied-by-service-control-policy-calls");

    assertThat(cause.scope()).isEqualTo(CauseScope.CALLS);
    assertThat(cause.subjects()).containsExactly("ec2:DescribeAddresses");
    assertThat(cause.regions()).containsExactly("ap-northeast-1");
  }

  @Test
  void tenServersThatDoNotAnswerAreOneCauseWithTenAddresses() {
    SnapshotBuilder builder = aSnapshot().openToTheWorld(25);
    IntStream.rangeClosed(1, 10)
        .mapToObj(i -> "192.0.2." + i)
        .forEach(address -> builder.withSender(address).serverUnknown(address, ReasonKind.TIMEOUT));
    Checklist list = checklist(builder.build());

    Cause cause = cause(list, "timeout-mail-servers");
    assertThat(cause.subjects()).hasSize(10).contains("192.0.2.1", "192.0.2.10");
    assertThat(cause.items().size()).isGreaterThanOrEqualTo(20);
    assertEachUnknownHasOneCause(list);
  }

  @Test
  void missingPermissionsAreOneCauseWithTheActions() {
    Checklist list =
        checklist(
            aSnapshot()
                .withSender("192.0.2.7")
                .denied("ec2:DescribeAddressesAttribute")
                .denied("ec2:DescribeNetworkAcls")
                .build());

    assertThat(cause(list, "denied-calls").subjects())
        .containsExactly("ec2:DescribeAddressesAttribute", "ec2:DescribeNetworkAcls");
    assertThat(cause(list, "denied-calls").kind()).isEqualTo(ReasonKind.DENIED);
    assertEachUnknownHasOneCause(list);
  }

  @Test
  void whatNoRuleNeedsIsACauseThatHidesNothing() {
    Reason failed = Reason.of(ReasonKind.UNAVAILABLE, "ec2:DescribeRouteTables", "503");

    Cause cause =
        cause(
            checklist(aSnapshot().withGap(new Gap("ap-northeast-1", failed)).build()),
            "unavailable-calls");

    assertThat(cause.items()).isEmpty();
    assertThat(cause.hidesRequired()).isFalse();
    assertThat(cause.subjects()).containsExactly("ec2:DescribeRouteTables");
  }

  @Test
  void aQuestionIsACauseOfItsOwn() {
    Checklist list =
        checklist(aSnapshot().withSender("192.0.2.7").withDomain("example.com").build());

    assertThat(cause(list, "dkim-selectors").subjects()).containsExactly("example.com");
    assertThat(cause(list, "not-recorded-send-limit-removed").isAnsweredByAttestation()).isTrue();
  }
}
