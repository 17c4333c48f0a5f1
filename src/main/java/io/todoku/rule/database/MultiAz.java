package io.todoku.rule.database;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Hcl;
import io.todoku.rule.HclLabel;
import io.todoku.rule.NotCollected;
import io.todoku.rule.Placeholder;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.Resource;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.ShellArgument;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Each database of a production account survives the loss of an Availability Zone. */
@Component
class MultiAz implements Rule {

  static final String ID = "rds-multi-az";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.DATABASES);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    if (snapshot.account().environment() != Environment.PRODUCTION) {
      return notApplicable(snapshot);
    }
    List<Finding> findings = new ArrayList<>();
    for (RegionInventory region : snapshot.knownRegions()) {
      RdsDatabase.in(region).forEach(db -> findings.add(judge(snapshot, db)));
      RdsDatabase.withMissingClusterIn(region)
          .forEach(db -> findings.add(db.missingClusterFinding(ID, snapshot)));
    }
    findings.addAll(
        NotCollected.findings(
            ID, snapshot, region -> List.of(region.dbInstances(), region.dbClusters())));
    return findings;
  }

  /** One finding for the account, and none where it has no database. */
  private static List<Finding> notApplicable(Snapshot snapshot) {
    Map<String, List<String>> ids = new LinkedHashMap<>();
    for (RegionInventory region : snapshot.knownRegions()) {
      List<String> databases =
          RdsDatabase.in(region).stream().map(db -> db.resource().id()).toList();
      if (!databases.isEmpty()) {
        ids.put(region.name(), databases);
      }
    }
    if (ids.isEmpty()) {
      return List.of();
    }
    String environment = snapshot.account().environment().id();
    int count = ids.values().stream().mapToInt(List::size).sum();
    return List.of(
        new Finding(
            ID,
            Resource.account(snapshot.account().id(), snapshot.account().name()),
            Verdict.NOT_APPLICABLE,
            Text.of(ID + ".na", environment, String.valueOf(count)),
            null,
            ids.entrySet().stream()
                .map(region ->
                    Evidence.aws(
                        "rds:DescribeDBInstances, DescribeDBClusters --region " + region.getKey(),
                        region.getValue(),
                        snapshot.finishedAt()))
                .toList(),
            Remedy.NONE));
  }

  private static Finding judge(Snapshot snapshot, RdsDatabase db) {
    FindingBuilder finding =
        Finding.of(ID, db.resource()).evidence(db.evidence(snapshot.finishedAt()));
    if (db.isMultiAzBeingEnabled() && !db.multiAz()) {
      return finding.warn("warn.pending").withRemedy(Remedy.of(Text.of(ID + ".do.zones")));
    }
    if (db.multiAz() && Boolean.FALSE.equals(db.pendingMultiAz())) {
      return finding.warn("warn.ending").withRemedy(remedy(db));
    }
    return db.multiAz()
        ? finding.pass("pass")
        : finding.warn(db.isCluster() ? "warn.cluster" : "warn").withRemedy(remedy(db));
  }

  private static Remedy remedy(RdsDatabase db) {
    String id = ShellArgument.quote(db.resource().id());
    String region = ShellArgument.quote(String.valueOf(db.resource().region()));
    Remedy looked = Remedy.NONE.looking(Text.of(ID + ".do.zones"));
    return db.isCluster()
        ? looked.then(
            Remedy.of(
                Text.of(ID + ".do.reader", db.resource().id()),
                RemedyBlock.aws(
                    ("aws rds create-db-instance --db-instance-identifier READER-NAME"
                            + " --db-cluster-identifier %s --engine %s"
                            + " --db-instance-class CLASS-OF-THE-WRITER --region %s")
                        .formatted(id, ShellArgument.quote(db.engine()), region),
                    Hcl.resource("aws_rds_cluster_instance", label(db))
                        .text("identifier", Placeholder.READER_NAME.token())
                        .text("cluster_identifier", db.resource().id())
                        .text("engine", db.engine())
                        .text("instance_class", Placeholder.INSTANCE_CLASS.token()))))
        : looked
            .then(
                Remedy.of(
                    Text.of(ID + ".do.switch-on", db.resource().id()),
                    RemedyBlock.aws(
                        ("aws rds modify-db-instance --db-instance-identifier %s --multi-az"
                                + " --apply-immediately --region %s")
                            .formatted(id, region),
                        Hcl.argumentOf("aws_db_instance", db.resource().id(), "multi_az", "true"))))
            .cautioning(Text.of(ID + ".do.switch-on.caution"));
  }

  private static String label(RdsDatabase db) {
    return HclLabel.of(String.valueOf(db.resource().region()), db.resource().id(), "reader");
  }
}
