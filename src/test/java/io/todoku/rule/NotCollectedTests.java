package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static io.todoku.snapshot.SnapshotBuilder.REGION;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotCopy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotCollectedTests {

  private static final String RULE = "ptr-exists";

  private static Snapshot withRegions(Observed<List<RegionInventory>> regions) {
    return SnapshotCopy.copyOf(aSnapshot().build()).regions(regions).build();
  }

  private static Finding finding(Resource resource, Reason reason, Remedy remedy) {
    return new Finding(
        RULE,
        resource,
        Verdict.UNKNOWN,
        Text.of("finding.not-listed", resource.id(), reason.source()),
        reason,
        List.of(Evidence.awsFailure(reason, NOW)),
        remedy);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec2:DescribeAddresses",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeNatGateways",
        "ec2:DescribeInstances"
      })
  void aListOfAddressesThatWasDeniedIsUnknownForTheRegionWithThePermission(String api) {
    assertThat(NotCollected.addressFindings(RULE, aSnapshot().denied(api).build()))
        .containsExactly(
            finding(
                Resource.region(REGION),
                new Reason(Cause.DENIED, api, "no", api),
                new Remedy(
                    List.of(Text.of("finding.do.permission")),
                    List.of(
                        "{ \"Effect\": \"Allow\", \"Action\": \""
                            + api
                            + "\", \"Resource\": \"*\" }"))));
  }

  @Test
  void otherListsDoNotMatter() {
    assertThat(
            NotCollected.addressFindings(
                RULE, aSnapshot().denied("rds:DescribeDBInstances").build()))
        .isEmpty();
  }

  @Test
  void whereTheRegionsAreNotKnownTheAccountIsUnknown() {
    Reason reason = new Reason(Cause.NO_ACCESS, "sts:AssumeRole", "refused", "trust-policy");

    assertThat(NotCollected.addressFindings(RULE, withRegions(Observed.unknown(reason))))
        .containsExactly(finding(Resource.account("111111111111", "test"), reason, Remedy.NONE));
  }

  @Test
  void eachRegionIsUnknownOnceByTheFirstReason() {
    Reason first = Reason.of(Cause.TIMEOUT, "ec2:DescribeAddresses", "");
    Reason second = Reason.of(Cause.THROTTLED, "ec2:DescribeAddresses", "");
    Snapshot snapshot =
        withRegions(
            Observed.known(
                List.of(
                    RegionInventory.notCollected("eu-west-1", first),
                    aSnapshot().build().knownRegions().getFirst(),
                    RegionInventory.notCollected("us-east-1", second))));

    assertThat(NotCollected.addressFindings(RULE, snapshot))
        .containsExactly(
            finding(Resource.region("eu-west-1"), first, Remedy.NONE),
            finding(Resource.region("us-east-1"), second, Remedy.NONE));
  }

  @ParameterizedTest
  @CsvSource({
    "DENIED, ec2:DescribeAddresses, true",
    "DENIED, , false",
    "DENIED, trust-policy, false",
    "DENIED, 'ec2:*\", \"x', false",
    "NO_ACCESS, ec2:DescribeAddresses, false"
  })
  void aPermissionIsOfferedOnlyWhereOneIsLacking(
      Cause cause, @Nullable String fix, boolean offered) {
    Reason reason = new Reason(cause, "ec2:DescribeAddresses", "", fix);

    assertThat(NotCollected.addressFindings(RULE, withRegions(Observed.unknown(reason))))
        .singleElement()
        .satisfies(f -> assertThat(f.remedy().commands()).hasSize(offered ? 1 : 0));
  }

  @Test
  void suchAFindingIsRecognisedAmongOthers() {
    List<Finding> findings =
        NotCollected.addressFindings(RULE, aSnapshot().denied("ec2:DescribeAddresses").build());

    assertThat(findings).singleElement().matches(NotCollected::matches);
    assertThat(NotCollected.matches(Finding.of(RULE, Resource.region(REGION)).pass("pass")))
        .isFalse();
  }
}
