package io.todoku.rule.database;

import static io.todoku.rule.RemedyContents.changes;
import static io.todoku.rule.RemedyContents.looks;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.checklist.Wording;
import io.todoku.rule.AllRules;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.RegionInventory.Subnet;
import io.todoku.snapshot.RouteTable;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetGroupSpansZonesTests {

  private final SubnetGroupSpansZones rule = new SubnetGroupSpansZones();

  @ParameterizedTest
  @CsvSource({
    "true,  false, a:c, PASS, pass",
    "true,  true,  a:c, PASS, pass",
    "false, true,  a:c, PASS, pass.pending",
    "false, true,  a:a, FAIL, fail.pending",
    "true,  false, a,   FAIL, fail",
    "false, false, c:a, PASS, pass.off",
    "false, false, a,   WARN, warn"
  })
  void judgesInstances(boolean on, boolean pending, String zones, Verdict expected, String key) {
    SnapshotBuilder world =
        aSnapshot().database("shop", "mysql", on, pending, null).subnetGroup(zones.split(":"));

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(expected);
    assertThat(finding.summary())
        .isEqualTo(
            expected == Verdict.PASS
                ? Text.of(
                    "rds-subnet-group-spans-azs." + key,
                    "shop",
                    "db",
                    "ap-northeast-1a, ap-northeast-1c")
                : Text.of(
                    "rds-subnet-group-spans-azs." + key, "shop", "db", "ap-northeast-1a", "2"));
  }

  /** Subnets that RDS refuses, one in each zone, beside the one that it takes. */
  @Test
  void onlySubnetsThatRdsTakesAreProposed() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .database("db-1", "mysql", true, null, null)
                .subnetGroup("a")
                .subnet(subnet("subnet-v6", "c", "", null, true, null))
                .subnet(subnet("subnet-outpost", "c", "10.0.3.0/24", null, false, "arn:outpost"))
                .subnet(subnet("subnet-shared", "c", "10.0.4.0/24", "999999999999", false, null))
                .subnet(subnet("subnet-local", "-nrt-1a", "10.0.5.0/24", null, false, null))
                .subnet(subnet("subnet-d", "d", "10.0.6.0/24", null, false, null)));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(changes(finding).getFirst())
        .isEqualTo(
            Text.of(
                "rds-subnet-group-spans-azs.do.add",
                "db",
                "subnet-d (ap-northeast-1d, 10.0.6.0/24)"));
    assertThat(finding.remedy().commands().getFirst())
        .contains("--subnet-ids subnet-a0 subnet-d --region");
  }

  private static Subnet subnet(
      String id, String zone, String cidr, String owner, boolean ipv6Only, String outpost) {
    return new Subnet(
        id, "vpc-1", "ap-northeast-1" + zone, cidr, Map.of(), owner, ipv6Only, outpost);
  }

  @Test
  void judgesTheGroupOfTheDatabaseAndNoOther() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .database("shop", "mysql", true, null, null)
                .subnetGroupNamed("db-wide", "a", "c", "d")
                .subnetGroup("a")
                .subnetGroupNamed("db-other", "a", "d"));

    assertThat(finding.summary())
        .isEqualTo(
            Text.of("rds-subnet-group-spans-azs.fail", "shop", "db", "ap-northeast-1a", "2"));
    assertThat(finding.evidence())
        .extracting(Evidence::query, Evidence::answer)
        .containsExactly(
            tuple(
                "rds:DescribeDBInstances --db-instance-identifier shop --region ap-northeast-1",
                List.of("MultiAZ=true", "pending=false")),
            tuple(
                "rds:DescribeDBSubnetGroups --db-subnet-group-name db --region ap-northeast-1",
                List.of("subnet-a0 ap-northeast-1a Active")));
  }

  @ParameterizedTest
  @CsvSource({"multi-az, a:c, FAIL", "multi-az, a:c:d, PASS", "aurora, a:c, PASS"})
  void judgesClusters(String kind, String zones, Verdict expected) {
    SnapshotBuilder world =
        aSnapshot()
            .cluster("orders", "mysql", true, kind)
            .database("orders-1", "mysql", false, null, "orders")
            .subnetGroup(zones.split(":"));

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(expected);
    assertThat(finding.resource().type()).isEqualTo(Resource.Type.DB_CLUSTER);
  }

  @Test
  void leavesOutNeptuneAndDocumentDb() {
    assertThat(
            rule.judge(
                aSnapshot()
                    .database("graph", "neptune", true, null, null)
                    .cluster("docs", "docdb", true, "aurora")
                    .subnetGroup("a")
                    .build()))
        .isEmpty();
  }

  @Test
  void leavesOutInactiveSubnets() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .database("shop", "mysql", false, true, null)
                .subnetGroupWithInactive("subnet-gone")
                .subnet("subnet-c", "vpc-1", "c"));

    assertThat(finding.remedy().commands()).isNotEmpty();
    assertThat(finding.remedy().commands().getFirst()).contains("--subnet-ids subnet-a0 subnet-c ");
  }

  @Test
  void theRemedyAddsSubnetsOfTheSameVpc() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .database("shop", "mysql", false, true, null)
                .subnetGroup("a")
                .subnet("subnet-c", "vpc-1", "c")
                .subnet("subnet-other", "vpc-2", "d"));

    assertThat(changes(finding))
        .containsExactly(
            Text.of(
                "rds-subnet-group-spans-azs.do.add",
                "db",
                "subnet-c (ap-northeast-1c, 10.0.0.0/24)"));
    assertThat(looks(finding)).containsExactly(Text.of("rds-subnet-group-spans-azs.do.private"));
    assertThat(finding.remedy().commands())
        .containsExactly(
            "aws rds modify-db-subnet-group --db-subnet-group-name db --subnet-ids subnet-a0"
                + " subnet-c --region ap-northeast-1",
            """
            resource "aws_db_subnet_group" "ap-northeast-1_db_2-zones" {
              name       = "db"
              subnet_ids = ["subnet-a0", "subnet-c"]
            }\
            """);
  }

  @Test
  void localZonesDoNotCount() {
    assertThat(
            onlyFinding(
                    rule,
                    aSnapshot()
                        .database("shop", "mysql", true, null, null)
                        .subnetGroup("a", "-tpe-1a"))
                .verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void theRemedyCountsTheZonesThatTheVpcLacks() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .cluster("orders", "mysql", true, "multi-az")
                .subnetGroup("a")
                .subnet("subnet-c", "vpc-1", "c")
                .subnet("subnet-l", "vpc-1", "-tpe-1a"));

    assertThat(changes(finding))
        .containsExactly(
            Text.of("rds-subnet-group-spans-azs.do.create", "vpc-1", "1"),
            Text.of(
                "rds-subnet-group-spans-azs.do.add",
                "db",
                "subnet-c (ap-northeast-1c, 10.0.0.0/24)"));
    assertThat(looks(finding)).containsExactly(Text.of("rds-subnet-group-spans-azs.do.private"));
    assertThat(finding.remedy().commands().getFirst()).contains("subnet-c").doesNotContain("-l");
  }

  @Test
  void theRemedySuggestsNoSubnetWhenTheyWereNotListed() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .database("shop", "mysql", true, null, null)
                .subnetGroup("a")
                .denied("ec2:DescribeSubnets"));

    assertThat(changes(finding))
        .containsExactly(
            Text.of("rds-subnet-group-spans-azs.do.look", "vpc-1", "ec2:DescribeSubnets"));
    assertThat(looks(finding)).containsExactly(Text.of("rds-subnet-group-spans-azs.do.private"));
    assertThat(finding.remedy().commands()).isEmpty();
  }

  @Test
  void isUnknownForAMemberOfAClusterThatWasNotListed() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot().database("lone-1", "mysql", true, null, "gone").subnetGroup("a", "c"));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.summary())
        .isEqualTo(Text.of("rds-subnet-group-spans-azs.unknown.cluster", "lone-1"));
    assertThat(finding.evidence())
        .extracting(Evidence::answer)
        .containsExactly(List.of("DBClusterIdentifier=gone"));
  }

  @Test
  void isUnknownWhenItsGroupWasNotListed() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .database("shop", "mysql", true, null, null)
                .subnetGroupNamed("db-wide", "a", "c"));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().detail()).isEqualTo("db");
    assertThat(finding.evidence()).extracting(Evidence::answer).containsExactly(List.of("db-wide"));
  }

  @Test
  void theRemedyHasNoCommandWhenTheVpcHasNoSubnetInAnotherZone() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .cluster("orders", "mysql", true, "multi-az")
                .subnetGroup("a")
                .subnet("subnet-a", "vpc-1", "a")
                .subnet("subnet-c", "vpc-2", "c"));

    assertThat(changes(finding))
        .containsExactly(Text.of("rds-subnet-group-spans-azs.do.create", "vpc-1", "2"));
    assertThat(looks(finding)).containsExactly(Text.of("rds-subnet-group-spans-azs.do.private"));
    assertThat(finding.remedy().commands()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rds:DescribeDBInstances", "rds:DescribeDBClusters"})
  void isUnknownForTheRegionWhenDatabaseCallsAreDenied(String api) {
    Finding finding = onlyFinding(rule, aSnapshot().denied(api));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.resource()).isEqualTo(Resource.region("ap-northeast-1"));
    assertThat(finding.summary())
        .isEqualTo(
            Text.of(
                "finding.not-listed."
                    + (api.endsWith("Instances") ? "db-instances" : "db-clusters"),
                "ap-northeast-1",
                Text.of("reason.DENIED", api)));
    assertThat(finding.unknownReason().fix()).isEqualTo(api);
  }

  @Test
  void isUnknownWhenTheGroupsAreDenied() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .database("shop", "mysql", true, null, null)
                .subnetGroup("a", "c")
                .denied("rds:DescribeDBSubnetGroups"));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.summary()).isEqualTo(Text.of("rds-subnet-group-spans-azs.unknown", "shop"));
    assertThat(finding.evidence())
        .containsExactly(
            Evidence.aws("rds:DescribeDBSubnetGroups", List.of("DENIED no"), SnapshotBuilder.NOW));
  }

  /** RDS refuses a group that mixes them, so the subnets of the Region are no proposal. */
  @Test
  void aGroupOnAnOutpostOrInALocalZoneGetsNoSubnetOfTheRegion() {
    SnapshotBuilder outpost =
        aSnapshot()
            .database("db-1", "mysql", false, null, null)
            .subnetGroup("a")
            .subnet(subnet("subnet-a0", "a", "10.0.3.0/24", null, false, "arn:outpost"))
            .subnet("subnet-c", "vpc-1", "c");
    SnapshotBuilder localZone =
        aSnapshot()
            .database("db-1", "mysql", false, null, null)
            .subnetGroup("-tpe-1a")
            .subnet("subnet-c", "vpc-1", "c");

    Finding onOutpost = onlyFinding(rule, outpost);
    assertThat(onOutpost.verdict()).isEqualTo(Verdict.WARN);
    assertThat(onOutpost.remedy())
        .isEqualTo(
            Remedy.of(Text.of("rds-subnet-group-spans-azs.do.elsewhere", "db", "subnet-a0", "2")));
    assertThat(onlyFinding(rule, localZone).remedy())
        .isEqualTo(
            Remedy.of(
                Text.of("rds-subnet-group-spans-azs.do.elsewhere", "db", "subnet--tpe-1a0", "2")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          false | true  | FAIL | Multi-AZ for shop will never finish: its subnet group db has no active subnet in an Availability Zone of the Region, but 2 zones are needed. | shop のマルチAZへの変更は完了しません。サブネットグループ db には、リージョンのアベイラビリティーゾーンで有効なサブネットがありません。2つのゾーンが必要です。
          true  | false | FAIL | shop has Multi-AZ, but its subnet group db has no active subnet in an Availability Zone of the Region; 2 zones are needed.                   | shop はマルチAZですが、サブネットグループ db には、リージョンのアベイラビリティーゾーンで有効なサブネットがありません。2つのゾーンが必要です。
          false | false | WARN | Multi-AZ cannot be enabled for shop: its subnet group db has no active subnet in an Availability Zone of the Region, but 2 zones are needed.   | shop はマルチAZにできません。サブネットグループ db には、リージョンのアベイラビリティーゾーンで有効なサブネットがありません。2つのゾーンが必要です。
          """)
  void aGroupWithoutAZoneOfTheRegionSaysSo(
      boolean on, boolean pending, Verdict verdict, String english, String japanese) {
    Finding finding =
        onlyFinding(
            rule, aSnapshot().database("shop", "mysql", on, pending, null).subnetGroup("-tpe-1a"));

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(new Wording(AllRules.messages(), Locale.ENGLISH).of(finding.summary()))
        .isEqualTo(english);
    assertThat(new Wording(AllRules.messages(), Locale.JAPANESE).of(finding.summary()))
        .isEqualTo(japanese);
  }

  @Test
  void aPrivateGroupGetsAPrivateSubnetWhereThereIsOne() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .database("db-1", "mysql", true, null, null)
                .subnetGroup("a")
                .subnet("subnet-a0", "vpc-1", "a")
                .subnet("subnet-b-public", "vpc-1", "c")
                .subnet("subnet-z-private", "vpc-1", "c")
                .routeTables(
                    new RouteTable(
                        "rtb-main",
                        "vpc-1",
                        true,
                        List.of(),
                        List.of(new RouteTable.Route("0.0.0.0/0", "igw-1", false))),
                    new RouteTable(
                        "rtb-db",
                        "vpc-1",
                        false,
                        List.of("subnet-a0", "subnet-z-private"),
                        List.of(new RouteTable.Route("10.0.0.0/16", "local", false)))));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.remedy().commands().getFirst())
        .isEqualTo(
            "aws rds modify-db-subnet-group --db-subnet-group-name db --subnet-ids subnet-a0"
                + " subnet-z-private --region ap-northeast-1");
  }
}
