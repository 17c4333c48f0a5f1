package io.todoku.rule.database;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.NotCollected;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.DbSubnetGroup;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The DB subnet group of each database has as many Availability Zones as Multi-AZ needs. */
@Component
class SubnetGroupSpansZones implements Rule {

  static final String ID = "rds-subnet-group-spans-azs";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.DATABASES);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    List<Finding> findings = new ArrayList<>();
    for (RegionInventory region : snapshot.knownRegions()) {
      RdsDatabase.in(region).forEach(db -> findings.add(judge(snapshot, region, db)));
      RdsDatabase.withMissingClusterIn(region)
          .forEach(db -> findings.add(missingCluster(snapshot, db)));
    }
    findings.addAll(
        NotCollected.findings(
            ID, snapshot, region -> List.of(region.dbInstances(), region.dbClusters())));
    return findings;
  }

  private static Finding missingCluster(Snapshot snapshot, RdsDatabase db) {
    return finding(
        db,
        Verdict.UNKNOWN,
        "unknown.cluster",
        "",
        "",
        Reason.of(Cause.MALFORMED, "rds:DescribeDBClusters", String.valueOf(db.missingCluster())),
        List.of(db.membershipEvidence(snapshot.finishedAt())),
        Remedy.NONE);
  }

  private static Finding judge(Snapshot snapshot, RegionInventory region, RdsDatabase db) {
    return switch (region.dbSubnetGroups()) {
      case Unknown<List<DbSubnetGroup>>(Reason reason) ->
          finding(
              db,
              Verdict.UNKNOWN,
              "unknown",
              "",
              "",
              reason,
              List.of(Evidence.awsFailure(reason, snapshot.finishedAt())),
              Remedy.NONE);
      case Known<List<DbSubnetGroup>>(List<DbSubnetGroup> groups) ->
          groups.stream()
              .filter(group -> group.name().equals(db.subnetGroup()))
              .findFirst()
              .map(group -> judge(snapshot, region, db, group))
              .orElseGet(() ->
                  finding(
                      db,
                      Verdict.UNKNOWN,
                      "unknown",
                      "",
                      "",
                      Reason.of(
                          Cause.MALFORMED,
                          "rds:DescribeDBSubnetGroups",
                          String.valueOf(db.subnetGroup())),
                      List.of(
                          Evidence.aws(
                              "rds:DescribeDBSubnetGroups --region " + region.name(),
                              groups.stream().map(DbSubnetGroup::name).toList(),
                              snapshot.finishedAt())),
                      Remedy.NONE));
    };
  }

  private static Finding judge(
      Snapshot snapshot, RegionInventory region, RdsDatabase db, DbSubnetGroup group) {
    Set<String> zones = new TreeSet<>();
    List<String> answer = new ArrayList<>();
    for (DbSubnetGroup.Member member : group.subnets()) {
      answer.add(member.subnetId() + " " + member.zone() + " " + member.status());
      if (member.status().equalsIgnoreCase("Active")
          && SubnetGroupRemedy.isAvailabilityZoneOf(region, member.zone())) {
        zones.add(member.zone());
      }
    }
    List<Evidence> evidence =
        List.of(
            db.evidence(snapshot.finishedAt()),
            Evidence.aws(
                "rds:DescribeDBSubnetGroups --db-subnet-group-name %s --region %s"
                    .formatted(group.name(), region.name()),
                answer,
                snapshot.finishedAt()));
    String spanned = zones.isEmpty() ? "–" : String.join(", ", zones);
    boolean enough = zones.size() >= db.requiredZones();
    String key =
        enough
            ? (db.multiAz() ? "pass" : db.isMultiAzBeingEnabled() ? "pass.pending" : "pass.off")
            : db.isMultiAzBeingEnabled() ? "fail.pending" : db.multiAz() ? "fail" : "warn";
    Verdict verdict =
        enough
            ? Verdict.PASS
            : db.multiAz() || db.isMultiAzBeingEnabled() ? Verdict.FAIL : Verdict.WARN;
    return finding(
        db,
        verdict,
        key,
        group.name(),
        spanned,
        null,
        evidence,
        enough
            ? Remedy.NONE
            : SubnetGroupRemedy.addZones(region, group, zones, db.requiredZones()));
  }

  private static Finding finding(
      RdsDatabase db,
      Verdict verdict,
      String key,
      String group,
      String zones,
      @Nullable Reason reason,
      List<Evidence> evidence,
      Remedy remedy) {
    return new Finding(
        ID,
        db.resource(),
        verdict,
        Text.of(
            ID + "." + key, db.resource().id(), group, zones, String.valueOf(db.requiredZones())),
        reason,
        evidence,
        remedy);
  }
}
