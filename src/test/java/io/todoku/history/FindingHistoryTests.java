package io.todoku.history;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.history.FindingChange.ChangeKind;
import io.todoku.history.FindingState.LastKnown;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.SnapshotCopy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingHistoryTests {

  private static final Resource ADDRESS =
      new Resource(
          Resource.Type.ELASTIC_IP, "eipalloc-1", SnapshotBuilder.REGION, "192.0.2.7", "mail");
  private static final Resource DOMAIN =
      new Resource(Resource.Type.MAIL_DOMAIN, "example.com", null, null, null);
  private static final Instant DAY_1 = SnapshotBuilder.NOW;
  private static final Instant DAY_2 = DAY_1.plus(Duration.ofDays(1));
  private static final Instant DAY_3 = DAY_1.plus(Duration.ofDays(2));

  private static Finding finding(Resource resource, Verdict verdict) {
    return new Finding("a", resource, verdict, Text.of("a"), null, List.of(), Remedy.NONE);
  }

  private static Snapshot at(Instant time, SnapshotBuilder snapshot) {
    return SnapshotCopy.copyOf(snapshot.build()).collectedAt(time).build();
  }

  private static FindingHistory after(Instant time, SnapshotBuilder snapshot, Finding... findings) {
    return FindingHistory.EMPTY.withSnapshot(List.of(findings), at(time, snapshot));
  }

  @ParameterizedTest
  @CsvSource({
    "PASS, FAIL, APPEARED",
    "PASS, WARN, APPEARED",
    "UNKNOWN, FAIL, APPEARED",
    "NOT_APPLICABLE, FAIL, APPEARED",
    "FAIL, PASS, FIXED",
    "WARN, NOT_APPLICABLE, FIXED",
    "UNKNOWN, PASS, CHANGED",
    "FAIL, WARN, CHANGED",
    "WARN, FAIL, CHANGED",
    "PASS, UNKNOWN, NO_LONGER_KNOWN",
    "FAIL, UNKNOWN, NO_LONGER_KNOWN"
  })
  void aChangeOfVerdictHasItsKind(Verdict before, Verdict after, ChangeKind kind) {
    FindingHistory history =
        after(DAY_1, aSnapshot(), finding(ADDRESS, before))
            .withSnapshot(List.of(finding(ADDRESS, after)), at(DAY_2, aSnapshot()));

    assertThat(history.changes())
        .containsExactly(new FindingChange(kind, "a", ADDRESS, before, after, Text.of("a")));
    assertThat(history.states().values())
        .singleElement()
        .satisfies(state -> {
          assertThat(state.firstSeen()).isEqualTo(DAY_1);
          assertThat(state.changedAt()).isEqualTo(DAY_2);
        });
  }

  /** What could not be seen for a while is judged against what was known before. */
  @ParameterizedTest
  @CsvSource({
    "FAIL, PASS, FIXED",
    "WARN, PASS, FIXED",
    "WARN, NOT_APPLICABLE, FIXED",
    "PASS, PASS, KNOWN_AGAIN",
    "NOT_APPLICABLE, PASS, KNOWN_AGAIN",
    "FAIL, FAIL, KNOWN_AGAIN",
    "WARN, WARN, KNOWN_AGAIN",
    "FAIL, WARN, CHANGED",
    "WARN, FAIL, CHANGED",
    "PASS, FAIL, APPEARED",
    "NOT_APPLICABLE, WARN, APPEARED"
  })
  void afterUnknownTheLastKnownVerdictDecidesTheKind(
      Verdict known, Verdict after, ChangeKind kind) {
    FindingHistory history =
        after(DAY_1, aSnapshot(), finding(ADDRESS, known))
            .withSnapshot(List.of(finding(ADDRESS, Verdict.UNKNOWN)), at(DAY_2, aSnapshot()))
            .withSnapshot(List.of(finding(ADDRESS, after)), at(DAY_3, aSnapshot()));

    assertThat(history.changes()).extracting(FindingChange::kind).containsExactly(kind);
  }

  @ParameterizedTest
  @CsvSource({"PASS, PASS", "FAIL, FAIL", "UNKNOWN, UNKNOWN", "PASS, NOT_APPLICABLE"})
  void anEqualVerdictOrPassToNotApplicableIsNoChange(Verdict before, Verdict after) {
    assertThat(
            after(DAY_1, aSnapshot(), finding(ADDRESS, before))
                .withSnapshot(List.of(finding(ADDRESS, after)), at(DAY_2, aSnapshot()))
                .changes())
        .isEmpty();
  }

  @Test
  void anUnchangedVerdictKeepsTheTimeOfItsChange() {
    FindingHistory history =
        after(DAY_1, aSnapshot(), finding(ADDRESS, Verdict.FAIL))
            .withSnapshot(List.of(finding(ADDRESS, Verdict.FAIL)), at(DAY_2, aSnapshot()))
            .withSnapshot(List.of(finding(ADDRESS, Verdict.FAIL)), at(DAY_3, aSnapshot()));

    assertThat(history.states().values())
        .singleElement()
        .satisfies(state -> {
          assertThat(state.changedAt()).isEqualTo(DAY_1);
          assertThat(state.lastKnown()).isEqualTo(new LastKnown(Verdict.FAIL, DAY_3));
        });
  }

  @Test
  void aFindingThatIsGoneIsFixed() {
    FindingHistory history =
        after(DAY_1, aSnapshot(), finding(ADDRESS, Verdict.FAIL), finding(DOMAIN, Verdict.WARN))
            .withSnapshot(List.of(), at(DAY_2, aSnapshot()));

    assertThat(history.changes())
        .extracting(FindingChange::kind)
        .containsOnly(ChangeKind.FIXED)
        .hasSize(2);
    assertThat(history.states()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ec2:DescribeAddresses",
    "ec2:DescribeInstances",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeNatGateways"
  })
  void whenTheResourceCanNoLongerBeListedTheFindingIsUnknownAndNotFixed(String denied) {
    FindingHistory before = after(DAY_1, aSnapshot(), finding(ADDRESS, Verdict.FAIL));

    FindingHistory history = before.withSnapshot(List.of(), at(DAY_2, aSnapshot().denied(denied)));

    assertThat(history.changes())
        .containsExactly(
            new FindingChange(
                ChangeKind.NO_LONGER_KNOWN, "a", ADDRESS, Verdict.FAIL, Verdict.UNKNOWN, null));
    assertThat(history.states().values())
        .singleElement()
        .satisfies(state -> {
          assertThat(state.hidden()).isTrue();
          assertThat(state.verdict()).isEqualTo(Verdict.UNKNOWN);
          assertThat(state.lastKnown()).isEqualTo(new LastKnown(Verdict.FAIL, DAY_1));
          assertThat(state.changedAt()).isEqualTo(DAY_2);
        });

    FindingHistory still = history.withSnapshot(List.of(), at(DAY_3, aSnapshot().denied(denied)));
    assertThat(still.changes()).as("reported once").isEmpty();
    assertThat(still.states().values())
        .singleElement()
        .satisfies(state -> assertThat(state.changedAt()).isEqualTo(DAY_2));

    assertThat(still.withSnapshot(List.of(), at(DAY_3, aSnapshot())).changes())
        .as("listed again, and gone")
        .extracting(FindingChange::kind)
        .containsExactly(ChangeKind.FIXED);
  }

  @Test
  void aRegionThatIsNoLongerScannedIsReportedOnceAndDropped() {
    Resource elsewhere = new Resource(Resource.Type.DB_INSTANCE, "orders", "eu-west-1", null, null);

    FindingHistory history =
        after(DAY_1, aSnapshot(), finding(elsewhere, Verdict.FAIL))
            .withSnapshot(List.of(), at(DAY_2, aSnapshot()));

    assertThat(history.changes())
        .as("not fixed")
        .extracting(FindingChange::kind)
        .containsExactly(ChangeKind.NO_LONGER_KNOWN);
    assertThat(history.states()).as("nobody can do anything about it").isEmpty();
  }

  @Test
  void whenTheRoleIsRefusedFindingsOfAwsResourcesAreNoLongerKnown() {
    Reason denied = Reason.of(ReasonKind.DENIED, "sts:AssumeRole", "no");
    SnapshotBuilder refused =
        aSnapshot().supportCases(Observed.unknown(denied)).withGap(new Gap(null, denied));
    Snapshot refusedSnapshot =
        SnapshotCopy.copyOf(refused.build())
            .regions(Observed.unknown(denied))
            .collectedAt(DAY_2)
            .build();

    FindingHistory history =
        after(DAY_1, aSnapshot(), finding(ADDRESS, Verdict.FAIL), finding(DOMAIN, Verdict.FAIL))
            .withSnapshot(List.of(), refusedSnapshot);

    assertThat(history.changes())
        .extracting(FindingChange::resource, FindingChange::kind)
        .containsExactly(
            tuple(ADDRESS, ChangeKind.NO_LONGER_KNOWN), tuple(DOMAIN, ChangeKind.FIXED));
  }

  @Test
  void earlierStatesOfTheSameVerdictExtendItsTimesBack() {
    FindingHistory old = after(DAY_1, aSnapshot(), finding(ADDRESS, Verdict.FAIL));
    FindingHistory rederived = after(DAY_3, aSnapshot(), finding(ADDRESS, Verdict.FAIL));

    assertThat(rederived.withEarlierTimes(old.states()).states().values())
        .singleElement()
        .satisfies(state -> {
          assertThat(state.firstSeen()).isEqualTo(DAY_1);
          assertThat(state.changedAt()).isEqualTo(DAY_1);
        });
    FindingHistory otherVerdict = after(DAY_3, aSnapshot(), finding(ADDRESS, Verdict.WARN));
    assertThat(otherVerdict.withEarlierTimes(old.states()).states().values())
        .singleElement()
        .satisfies(state -> assertThat(state.changedAt()).isEqualTo(DAY_3));
  }
}
