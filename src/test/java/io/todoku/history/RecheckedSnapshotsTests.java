package io.todoku.history;

import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.AwsService;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Recheck.ReplacedObservations;
import io.todoku.snapshot.RecheckObservations;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A recheck in which something failed hides no failure and passes nothing. */
class RecheckedSnapshotsTests {

  private static final String ADDRESS = "192.0.2.7";
  private static final String HOST = "mail.example.com";
  private static final Instant LATER = NOW.plusSeconds(18_000);

  private static final RuleEngine ENGINE = engine();

  private static RuleEngine engine() {
    try (var context = new AnnotationConfigApplicationContext("io.todoku.rule")) {
      return new RuleEngine(List.copyOf(context.getBeansOfType(Rule.class).values()));
    }
  }

  private static SnapshotBuilder sender() {
    return aSnapshot().withSender(ADDRESS);
  }

  private static SnapshotBuilder wrongRecord() {
    return sender().ptr(ADDRESS, HOST).dns(HOST, "A", "192.0.2.9");
  }

  private static SnapshotBuilder rightRecord() {
    return sender().ptr(ADDRESS, HOST).dns(HOST, "A", ADDRESS);
  }

  /** The look-ups of another snapshot, observed by a recheck. */
  private static Snapshot recheck(SnapshotBuilder base, SnapshotBuilder fresh) {
    Snapshot observed = fresh.build();
    RecheckObservations observations =
        new RecheckObservations(
            LATER,
            LATER,
            List.of(),
            null,
            null,
            observed.lookups(),
            observed.servers(),
            List.of(),
            List.of(),
            List.of());
    return new RecheckedSnapshots(ENGINE)
        .choose(base.build(), "run-2", observations, UnaryOperator.identity());
  }

  private static Verdict verdict(Snapshot snapshot) {
    return ENGINE.judge(snapshot).stream()
        .filter(finding -> finding.rule().equals("ptr-matches-a"))
        .map(Finding::verdict)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatWasMendedPasses() {
    Snapshot now = recheck(wrongRecord(), rightRecord());

    assertThat(verdict(now)).isEqualTo(Verdict.PASS);
    assertThat(now.recheck().replacement()).isEqualTo(ReplacedObservations.ALL);
  }

  @Test
  void whatBrokeFails() {
    assertThat(verdict(recheck(rightRecord(), wrongRecord()))).isEqualTo(Verdict.FAIL);
  }

  @Test
  void aTimeOutHidesNoFailure() {
    Snapshot now =
        recheck(
            wrongRecord(), sender().ptr(ADDRESS, HOST).dnsUnknown(HOST, "A", ReasonKind.TIMEOUT));

    assertThat(verdict(now)).isEqualTo(Verdict.FAIL);
    assertThat(now.recheck().replacement()).isEqualTo(ReplacedObservations.KNOWN);
    assertThat(now.lookup(HOST, "A").at()).isEqualTo(NOW);
    assertThat(now.recheck().obstacles()).hasSize(1);
  }

  @Test
  void aTimeOutLetsNothingPassAnyLonger() {
    Snapshot now =
        recheck(
            rightRecord(), sender().ptr(ADDRESS, HOST).dnsUnknown(HOST, "A", ReasonKind.TIMEOUT));

    assertThat(verdict(now)).isEqualTo(Verdict.UNKNOWN);
    assertThat(now.recheck().replacement()).isEqualTo(ReplacedObservations.ALL);
  }

  @Test
  void oldAndNewAnswersTogetherPassNothing() {
    // the PTR named another host; now it names one whose record was right at the time of the scan
    SnapshotBuilder base =
        sender()
            .ptr(ADDRESS, "old.example.com")
            .dns("old.example.com", "A", "192.0.2.9")
            .dns(HOST, "A", ADDRESS);
    SnapshotBuilder fresh = sender().ptr(ADDRESS, HOST).dnsUnknown(HOST, "A", ReasonKind.TIMEOUT);

    Snapshot now = recheck(base, fresh);

    assertThat(verdict(now)).isEqualTo(Verdict.FAIL);
    assertThat(now.recheck().replacement()).isEqualTo(ReplacedObservations.NONE);
    assertThat(now.lookups()).containsExactlyElementsOf(base.build().lookups());
  }

  @Test
  void aDeniedListHidesNoFailure() {
    Snapshot base = aSnapshot().database("db-1", "mysql", false, null, null).build();
    Snapshot denied = aSnapshot().denied("rds:DescribeDBInstances").build();
    RecheckObservations observations =
        new RecheckObservations(
            LATER,
            LATER,
            List.of(
                new RecheckObservations.RegionReading(
                    denied.knownRegions().getFirst(), Set.of(AwsService.RDS))),
            null,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(
                new Gap(
                    denied.knownRegions().getFirst().name(),
                    Reason.of(ReasonKind.DENIED, "rds:DescribeDBInstances", ""))));

    Snapshot now =
        new RecheckedSnapshots(ENGINE)
            .choose(base, "run-2", observations, UnaryOperator.identity());

    assertThat(now.recheck().replacement()).isEqualTo(ReplacedObservations.KNOWN);
    assertThat(ENGINE.judge(now))
        .filteredOn(finding -> finding.rule().equals("rds-multi-az"))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).isIn(Verdict.FAIL, Verdict.WARN);
          assertThat(finding.evidence()).allMatch(evidence -> evidence.at().equals(NOW));
        });
  }

  @Test
  void anEmptyAnswerIsAnAnswer() {
    Snapshot now =
        recheck(
            rightRecord(),
            sender().ptr(ADDRESS, HOST).dnsStatus(HOST, "A", DnsLookup.Status.NODATA));

    assertThat(verdict(now)).isEqualTo(Verdict.FAIL);
  }
}
