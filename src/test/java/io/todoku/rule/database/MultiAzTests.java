package io.todoku.rule.database;

import static io.todoku.rule.RemedyContents.looks;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultiAzTests {

  private final MultiAz rule = new MultiAz();

  private static SnapshotBuilder databaseWith(boolean on, Boolean pending) {
    return aSnapshot().database("shop", "mysql", on, pending, null);
  }

  @ParameterizedTest
  @CsvSource({
    "true,  ,      PASS, pass",
    "true,  true,  PASS, pass",
    "true,  false, WARN, warn.ending",
    "false, true,  WARN, warn.pending",
    "false, ,      WARN, warn",
    "false, false, WARN, warn"
  })
  void judgesInstances(boolean on, Boolean pending, Verdict verdict, String key) {
    Finding finding = onlyFinding(rule, databaseWith(on, pending));

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.summary()).isEqualTo(Text.of("rds-multi-az." + key, "shop"));
    assertThat(finding.evidence())
        .extracting(Evidence::answer)
        .containsExactly(List.of("MultiAZ=" + on, "pending=" + Boolean.TRUE.equals(pending)));
    assertThat(finding.unknownReason()).isNull();
  }

  @Test
  void theRemedyChecksZonesBeforeTheCommand() {
    Finding finding = onlyFinding(rule, databaseWith(false, null));

    assertThat(finding.remedy().commands())
        .containsExactly(
            "aws rds modify-db-instance --db-instance-identifier shop --multi-az"
                + " --apply-immediately --region ap-northeast-1",
            "# in the resource \"aws_db_instance\" of \"shop\"\n# multi_az = true");
    assertThat(finding.remedy().cautions())
        .containsExactly(Text.of("rds-multi-az.do.switch-on.caution"));
    assertThat(looks(finding)).containsExactly(Text.of("rds-multi-az.do.zones"));
  }

  @Test
  void theRemedyAddsAReaderToACluster() {
    SnapshotBuilder world =
        aSnapshot().cluster("orders", "aurora-mysql", false, "aurora").subnetGroup("a", "c");

    assertThat(onlyFinding(rule, world).remedy().commands())
        .containsExactly(
            "aws rds create-db-instance --db-instance-identifier READER-NAME"
                + " --db-cluster-identifier orders --engine aurora-mysql"
                + " --db-instance-class CLASS-OF-THE-WRITER --region ap-northeast-1",
            """
            resource "aws_rds_cluster_instance" "ap-northeast-1_orders_reader" {
              identifier         = "READER-NAME"
              cluster_identifier = "orders"
              engine             = "aurora-mysql"
              instance_class     = "CLASS-OF-THE-WRITER"
            }\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "aurora,   true,  PASS, pass",
    "aurora,   false, WARN, warn.cluster",
    "multi-az, false, PASS, pass"
  })
  void judgesClustersOnce(String kind, boolean on, Verdict verdict, String key) {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .cluster("orders", "aurora-mysql", on, kind)
                .database("orders-1", "aurora-mysql", false, null, "orders"));

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.summary().key()).isEqualTo("rds-multi-az." + key);
    assertThat(finding.resource().type()).isEqualTo(Resource.Type.DB_CLUSTER);
  }

  @Test
  void leavesOutNeptuneAndDocumentDb() {
    assertThat(
            rule.judge(
                aSnapshot()
                    .database("graph", "neptune", false, null, null)
                    .cluster("docs", "docdb", false, "aurora")
                    .database("graph-1", "neptune", false, null, "not-listed")
                    .build()))
        .isEmpty();
  }

  @Test
  void isUnknownForAMemberOfAClusterThatWasNotListed() {
    Finding finding =
        onlyFinding(rule, aSnapshot().database("lone-1", "mysql", false, null, "gone"));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.summary()).isEqualTo(Text.of("rds-multi-az.unknown.cluster", "lone-1"));
    assertThat(finding.unknownReason())
        .isEqualTo(Reason.of(ReasonKind.MALFORMED, "rds:DescribeDBClusters", "gone"));
    assertThat(finding.evidence())
        .containsExactly(
            Evidence.aws(
                "rds:DescribeDBInstances --db-instance-identifier lone-1 --region ap-northeast-1",
                List.of("DBClusterIdentifier=gone"),
                SnapshotBuilder.NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rds:DescribeDBInstances", "rds:DescribeDBClusters"})
  void isUnknownForTheRegionWhenDatabaseCallsAreDenied(String api) {
    Finding finding = onlyFinding(rule, aSnapshot().denied(api));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.resource().type()).isEqualTo(Resource.Type.REGION);
    assertThat(finding.unknownReason().fix()).isEqualTo(api);
  }

  @ParameterizedTest
  @EnumSource(
      value = Environment.class,
      names = {"STAGING", "DEVELOPMENT"})
  void doesNotApplyOutsideOfProduction(Environment environment) {
    Finding finding =
        onlyFinding(
            rule,
            databaseWith(false, null)
                .database("two", "mysql", false, null, null)
                .environment(environment));

    assertThat(finding.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(finding.resource()).isEqualTo(Resource.account("111111111111", "test"));
    assertThat(finding.summary()).isEqualTo(Text.of("rds-multi-az.na", environment.id(), "2"));
    assertThat(finding.evidence())
        .containsExactly(
            Evidence.aws(
                "rds:DescribeDBInstances, DescribeDBClusters --region ap-northeast-1",
                List.of("shop", "two"),
                SnapshotBuilder.NOW));
    assertThat(rule.judge(aSnapshot().environment(environment).build())).isEmpty();
  }
}
