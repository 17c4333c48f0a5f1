package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.AwsService;
import io.todoku.snapshot.Recheck.ReplacedObservations;
import io.todoku.snapshot.RecheckMerge;
import io.todoku.snapshot.RecheckObservations;
import io.todoku.snapshot.RecheckObservations.RegionReading;
import io.todoku.snapshot.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Evidence of AWS has the time at which AWS was asked, whichever scan asked. */
class EvidenceTimesTests {

  private static final Instant LATER = NOW.plusSeconds(3600);
  private static final String TOKYO = "ap-northeast-1";

  private static final Resource DATABASE =
      new Resource(Resource.Type.DB_INSTANCE, "db-1", TOKYO, null, null);

  private static Snapshot rechecked() {
    Snapshot base = aSnapshot().inRegion(TOKYO).build();
    return RecheckMerge.merge(
        base,
        "run-2",
        new RecheckObservations(
            LATER,
            LATER,
            List.of(new RegionReading(base.knownRegions().getFirst(), Set.of(AwsService.RDS))),
            null,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of()),
        ReplacedObservations.ALL);
  }

  private static Instant at(Snapshot snapshot, Evidence evidence) {
    Finding finding =
        new Finding(
            "some", DATABASE, Verdict.FAIL, Text.of("some"), null, List.of(evidence), Remedy.NONE);
    return EvidenceTimes.of(snapshot, finding).evidence().getFirst().at();
  }

  @Test
  void whatWasReadAgainHasTheTimeOfTheRecheck() {
    assertThat(
            at(
                rechecked(),
                Evidence.aws("rds:DescribeDBInstances --region " + TOKYO, List.of(), NOW)))
        .isEqualTo(LATER);
    assertThat(at(rechecked(), Evidence.aws("rds:DescribeDBClusters", List.of(), NOW)))
        .as("in the Region of the resource")
        .isEqualTo(LATER);
  }

  @Test
  void anotherServiceAnotherRegionAndAnotherSourceKeepTheirTime() {
    assertThat(
            List.of(
                Evidence.aws("ec2:DescribeSubnets --region " + TOKYO, List.of(), NOW),
                Evidence.aws("rds:DescribeDBInstances --region eu-west-1", List.of(), NOW),
                Evidence.aws("support:DescribeCases", List.of(), NOW),
                Evidence.smtp("192.0.2.7:25", List.of(), NOW)))
        .allSatisfy(evidence -> assertThat(at(rechecked(), evidence)).isEqualTo(NOW));
  }

  @Test
  void aScanDatesItsEvidenceItself() {
    Snapshot scanned = aSnapshot().inRegion(TOKYO).build();

    assertThat(at(scanned, Evidence.aws("rds:DescribeDBInstances", List.of(), NOW))).isEqualTo(NOW);
  }
}
