package io.todoku.rule.database;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.NotCollected;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.DbSubnetGroup;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** The DB subnet group of each database spans as many Availability Zones as Multi-AZ needs. */
@Component
class SubnetGroupSpansZones implements Rule {

  static final String ID = "rds-subnet-group-spans-azs";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.DATABASES).revision(2);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    List<Finding> findings = new ArrayList<>();
    for (RegionInventory region : snapshot.knownRegions()) {
      RdsDatabase.in(region).forEach(db -> findings.add(judge(snapshot, region, db)));
      RdsDatabase.withMissingClusterIn(region)
          .forEach(db -> findings.add(db.missingClusterFinding(ID, snapshot)));
    }
    findings.addAll(
        NotCollected.findings(
            ID, snapshot, region -> List.of(region.dbInstances(), region.dbClusters())));
    return findings;
  }

  private static Finding judge(Snapshot snapshot, RegionInventory region, RdsDatabase db) {
    FindingBuilder finding = Finding.of(ID, db.resource());
    return switch (region.dbSubnetGroups()) {
      case Unknown<List<DbSubnetGroup>>(Reason reason) ->
          finding
              .evidence(Evidence.awsFailure(reason, snapshot.finishedAt()))
              .unknown(reason, "unknown");
      case Known<List<DbSubnetGroup>>(List<DbSubnetGroup> groups) ->
          groups.stream()
              .filter(group -> group.name().equals(db.subnetGroup()))
              .findFirst()
              .map(group -> judge(snapshot, region, db, group))
              .orElseGet(() ->
                  finding
                      .evidence(
                          Evidence.aws(
                              "rds:DescribeDBSubnetGroups --region " + region.name(),
                              groups.stream().map(DbSubnetGroup::name).toList(),
                              snapshot.finishedAt()))
                      .unknown(
                          Reason.of(
                              ReasonKind.MALFORMED,
                              "rds:DescribeDBSubnetGroups",
                              String.valueOf(db.subnetGroup())),
                          "unknown"));
    };
  }

  private static Finding judge(
      Snapshot snapshot, RegionInventory region, RdsDatabase db, DbSubnetGroup group) {
    Set<String> zones = new TreeSet<>();
    for (DbSubnetGroup.Member member : group.subnets()) {
      if (member.status().equalsIgnoreCase("Active")
          && SubnetGroupRemedy.isAvailabilityZoneOf(region, member.zone())) {
        zones.add(member.zone());
      }
    }
    FindingBuilder finding =
        Finding.of(ID, db.resource())
            .evidence(db.evidence(snapshot.finishedAt()), groupEvidence(snapshot, region, group));
    String spanned = String.join(", ", zones);
    if (zones.size() >= db.requiredZones()) {
      return finding.pass(
          db.multiAz() ? "pass" : db.isMultiAzBeingEnabled() ? "pass.pending" : "pass.off",
          group.name(),
          spanned);
    }
    String required = String.valueOf(db.requiredZones());
    String key =
        (db.isMultiAzBeingEnabled() ? "fail.pending" : db.multiAz() ? "fail" : "warn")
            + (zones.isEmpty() ? ".none" : "");
    return (key.startsWith("fail")
            ? finding.fail(key, group.name(), spanned, required)
            : finding.warn(key, group.name(), spanned, required))
        .withRemedy(
            SubnetGroupRemedy.addZones(
                region, snapshot.account().id(), group, zones, db.requiredZones()));
  }

  private static Evidence groupEvidence(
      Snapshot snapshot, RegionInventory region, DbSubnetGroup group) {
    return Evidence.aws(
        "rds:DescribeDBSubnetGroups --db-subnet-group-name %s --region %s"
            .formatted(group.name(), region.name()),
        group.subnets().stream()
            .map(member -> member.subnetId() + " " + member.zone() + " " + member.status())
            .toList(),
        snapshot.finishedAt());
  }
}
