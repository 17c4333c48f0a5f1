package io.todoku.scan;

import static io.todoku.rule.World.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.rule.World;
import io.todoku.scan.Change.Kind;
import io.todoku.scan.KnownState.LastKnown;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChronicleTests {

  private static final Resource ADDRESS =
      new Resource(Resource.Type.ELASTIC_IP, "eipalloc-1", World.REGION, "192.0.2.7", "mail");
  private static final Resource DOMAIN =
      new Resource(Resource.Type.MAIL_DOMAIN, "example.com", null, null, null);
  private static final Instant DAY_1 = World.NOW;
  private static final Instant DAY_2 = DAY_1.plus(Duration.ofDays(1));
  private static final Instant DAY_3 = DAY_1.plus(Duration.ofDays(2));

  private static Finding finding(Resource about, Verdict verdict) {
    return new Finding("a", about, verdict, Text.of("a"), null, List.of(), Remedy.NONE);
  }

  private static Snapshot at(Instant time, World world) {
    return at(time, world.build());
  }

  private static Snapshot at(Instant time, Snapshot s) {
    return new Snapshot(
        s.version(),
        s.scanId(),
        s.account(),
        time,
        time,
        time,
        s.regions(),
        s.supportCases(),
        s.lookups(),
        s.servers(),
        s.attestations(),
        s.gaps(),
        s.blocklists(),
        s.policies(),
        s.zones(),
        s.mailboxes());
  }

  private static Chronicle after(Instant time, World world, Finding... findings) {
    return Chronicle.NOTHING.next(List.of(findings), at(time, world));
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
  void tellsHowAFindingHasChanged(Verdict before, Verdict after, Kind kind) {
    Chronicle chronicle =
        after(DAY_1, aSnapshot(), finding(ADDRESS, before))
            .next(List.of(finding(ADDRESS, after)), at(DAY_2, aSnapshot()));

    assertThat(chronicle.changes())
        .containsExactly(new Change(kind, "a", ADDRESS, before, after, Text.of("a")));
    assertThat(chronicle.states().values())
        .singleElement()
        .satisfies(state -> {
          assertThat(state.firstSeen()).isEqualTo(DAY_1);
          assertThat(state.changedAt()).isEqualTo(DAY_2);
        });
  }

  /** Of what could not be seen in between, only what was wrong before is fixed. */
  @ParameterizedTest
  @CsvSource({"FAIL, FIXED", "WARN, FIXED", "PASS, CHANGED", "NOT_APPLICABLE, CHANGED"})
  void whatWasWrongWhenLastKnownIsFixed(Verdict known, Kind kind) {
    Chronicle chronicle =
        after(DAY_1, aSnapshot(), finding(ADDRESS, known))
            .next(List.of(finding(ADDRESS, Verdict.UNKNOWN)), at(DAY_2, aSnapshot()))
            .next(List.of(finding(ADDRESS, Verdict.PASS)), at(DAY_3, aSnapshot()));

    assertThat(chronicle.changes()).extracting(Change::kind).containsExactly(kind);
  }

  @ParameterizedTest
  @CsvSource({"PASS, PASS", "FAIL, FAIL", "UNKNOWN, UNKNOWN", "PASS, NOT_APPLICABLE"})
  void saysNothingOfWhatNobodyNeedsToKnow(Verdict before, Verdict after) {
    assertThat(
            after(DAY_1, aSnapshot(), finding(ADDRESS, before))
                .next(List.of(finding(ADDRESS, after)), at(DAY_2, aSnapshot()))
                .changes())
        .isEmpty();
  }

  @Test
  void keepsSinceWhenAVerdictHolds() {
    Chronicle chronicle =
        after(DAY_1, aSnapshot(), finding(ADDRESS, Verdict.FAIL))
            .next(List.of(finding(ADDRESS, Verdict.FAIL)), at(DAY_2, aSnapshot()))
            .next(List.of(finding(ADDRESS, Verdict.FAIL)), at(DAY_3, aSnapshot()));

    assertThat(chronicle.states().values())
        .singleElement()
        .satisfies(state -> {
          assertThat(state.changedAt()).isEqualTo(DAY_1);
          assertThat(state.known()).isEqualTo(new LastKnown(Verdict.FAIL, DAY_3));
        });
  }

  @Test
  void whatIsGoneIsFixed() {
    Chronicle chronicle =
        after(DAY_1, aSnapshot(), finding(ADDRESS, Verdict.FAIL), finding(DOMAIN, Verdict.WARN))
            .next(List.of(), at(DAY_2, aSnapshot()));

    assertThat(chronicle.changes()).extracting(Change::kind).containsOnly(Kind.FIXED).hasSize(2);
    assertThat(chronicle.states()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ec2:DescribeAddresses",
    "ec2:DescribeInstances",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeNatGateways"
  })
  void whatCannotBeLookedAtAnyMoreIsNotFixedButUnknown(String denied) {
    Chronicle before = after(DAY_1, aSnapshot(), finding(ADDRESS, Verdict.FAIL));

    Chronicle chronicle = before.next(List.of(), at(DAY_2, aSnapshot().denied(denied)));

    assertThat(chronicle.changes())
        .containsExactly(
            new Change(Kind.NO_LONGER_KNOWN, "a", ADDRESS, Verdict.FAIL, Verdict.UNKNOWN, null));
    assertThat(chronicle.states().values())
        .singleElement()
        .satisfies(state -> {
          assertThat(state.hidden()).isTrue();
          assertThat(state.verdict()).isEqualTo(Verdict.UNKNOWN);
          assertThat(state.known()).isEqualTo(new LastKnown(Verdict.FAIL, DAY_1));
          assertThat(state.changedAt()).isEqualTo(DAY_2);
        });

    Chronicle still = chronicle.next(List.of(), at(DAY_3, aSnapshot().denied(denied)));
    assertThat(still.changes()).as("told once").isEmpty();
    assertThat(still.states().values())
        .singleElement()
        .satisfies(state -> assertThat(state.changedAt()).isEqualTo(DAY_2));

    assertThat(still.next(List.of(), at(DAY_3, aSnapshot())).changes())
        .as("seen again, and gone")
        .extracting(Change::kind)
        .containsExactly(Kind.FIXED);
  }

  @Test
  void aRegionThatIsLeftOutIsToldOfOnceAndForgotten() {
    Resource elsewhere = new Resource(Resource.Type.DB_INSTANCE, "orders", "eu-west-1", null, null);

    Chronicle chronicle =
        after(DAY_1, aSnapshot(), finding(elsewhere, Verdict.FAIL))
            .next(List.of(), at(DAY_2, aSnapshot()));

    assertThat(chronicle.changes())
        .as("not fixed")
        .extracting(Change::kind)
        .containsExactly(Kind.NO_LONGER_KNOWN);
    assertThat(chronicle.states()).as("nobody can do anything about it").isEmpty();
  }

  @Test
  void anAccountThatCannotBeEnteredHidesWhatItHolds() {
    Reason refused = Reason.of(Cause.DENIED, "sts:AssumeRole", "no");
    Snapshot open = aSnapshot().build();
    Snapshot dark =
        new Snapshot(
            open.version(),
            open.scanId(),
            open.account(),
            DAY_2,
            DAY_2,
            DAY_2,
            Observed.unknown(refused),
            Observed.unknown(refused),
            List.of(),
            List.of(),
            List.of(),
            List.of(new Gap(null, refused)),
            open.blocklists(),
            List.of(),
            open.zones(),
            List.of());

    Chronicle chronicle =
        after(DAY_1, aSnapshot(), finding(ADDRESS, Verdict.FAIL), finding(DOMAIN, Verdict.FAIL))
            .next(List.of(), dark);

    assertThat(chronicle.changes())
        .extracting(Change::resource, Change::kind)
        .containsExactly(tuple(ADDRESS, Kind.NO_LONGER_KNOWN), tuple(DOMAIN, Kind.FIXED));
  }

  @Test
  void olderRecordsReachFurtherBack() {
    Chronicle old = after(DAY_1, aSnapshot(), finding(ADDRESS, Verdict.FAIL));
    Chronicle anew = after(DAY_3, aSnapshot(), finding(ADDRESS, Verdict.FAIL));

    assertThat(anew.since(old.states()).states().values())
        .singleElement()
        .satisfies(state -> {
          assertThat(state.firstSeen()).isEqualTo(DAY_1);
          assertThat(state.changedAt()).isEqualTo(DAY_1);
        });
    Chronicle other = after(DAY_3, aSnapshot(), finding(ADDRESS, Verdict.WARN));
    assertThat(other.since(old.states()).states().values())
        .singleElement()
        .satisfies(state -> assertThat(state.changedAt()).isEqualTo(DAY_3));
  }
}
