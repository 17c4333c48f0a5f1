package io.todoku.rule;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The findings for what could not be collected: UNKNOWN once for each Region or account. */
public final class NotCollected {

  /** The key of findings of releases before 0.1.0, and the start of the keys of today's. */
  private static final String NOT_LISTED = "finding.not-listed";

  private NotCollected() {}

  /** Whether this finding is about a Region or account that could not be listed. */
  public static boolean matches(Finding finding) {
    return finding.summary().key().startsWith(NOT_LISTED);
  }

  /** UNKNOWN for the account or each Region whose addresses could not be listed. */
  public static List<Finding> addressFindings(String rule, Snapshot snapshot) {
    return findings(
        rule,
        snapshot,
        region ->
            List.of(
                region.elasticIps(),
                region.networkInterfaces(),
                region.natGateways(),
                region.instances()));
  }

  /**
   * UNKNOWN for each Region whose Lightsail addresses could not be listed. One rule reports that
   * for all. Older files, in which nobody asked, have none.
   *
   * @param others findings of the rule; a Region that has one of its own is left out
   */
  public static List<Finding> lightsailFindings(
      String rule, Snapshot snapshot, List<Finding> others) {
    Set<String> reported =
        others.stream().map(finding -> finding.resource().id()).collect(Collectors.toSet());
    return snapshot.regions() instanceof Unknown
        ? List.of()
        : findings(rule, snapshot, region -> List.of(region.lightsail())).stream()
            .filter(finding -> !reported.contains(finding.resource().id()))
            .filter(finding ->
                finding.unknownReason() != null
                    && finding.unknownReason().kind() != ReasonKind.NOT_ASKED)
            .toList();
  }

  /**
   * UNKNOWN for the account where its Regions are not known, and otherwise for each Region in which
   * one of the lists that the rule needs is not known.
   */
  public static List<Finding> findings(
      String rule, Snapshot snapshot, Function<RegionInventory, List<Observed<?>>> lists) {
    if (snapshot.regions() instanceof Unknown<List<RegionInventory>>(Reason reason)) {
      Resource account = Resource.account(snapshot.account().id(), snapshot.account().name());
      return List.of(finding(rule, account, reason, snapshot));
    }
    List<Finding> findings = new ArrayList<>();
    for (RegionInventory region : snapshot.knownRegions()) {
      lists.apply(region).stream()
          .filter(Unknown.class::isInstance)
          .map(list -> ((Unknown<?>) list).reason())
          .findFirst()
          .ifPresent(reason ->
              findings.add(finding(rule, Resource.region(region.name()), reason, snapshot)));
    }
    return findings;
  }

  private static Finding finding(String rule, Resource resource, Reason reason, Snapshot snapshot) {
    return new Finding(
        rule,
        resource,
        Verdict.UNKNOWN,
        Text.of(NOT_LISTED + "." + listed(resource, reason), resource.id(), Text.ofCause(reason)),
        reason,
        List.of(Evidence.awsFailure(reason, snapshot.finishedAt())),
        permissionRemedy(reason));
  }

  /** What could not be listed, as the end of a key of the message files. */
  private static String listed(Resource resource, Reason reason) {
    if (resource.equals(Resource.region(resource.id()))) {
      return switch (reason.source()) {
        case "ec2:DescribeAddresses" -> "elastic-ips";
        case "ec2:DescribeAddressesAttribute" -> "reverse-dns";
        case "ec2:DescribeNetworkInterfaces" -> "network-interfaces";
        case "ec2:DescribeNatGateways" -> "nat-gateways";
        case "ec2:DescribeInstances" -> "instances";
        case "ec2:DescribeSecurityGroups" -> "security-groups";
        case "rds:DescribeDBInstances" -> "db-instances";
        case "rds:DescribeDBClusters" -> "db-clusters";
        case "ses:GetAccount", "ses:ListEmailIdentities" -> "ses";
        default -> "resources"; // no list of the Region could be asked for
      };
    }
    return "regions";
  }

  /** The policy statement that the role lacks, where the call was denied for want of it. */
  private static Remedy permissionRemedy(Reason reason) {
    String action = reason.fix();
    return reason.kind() == ReasonKind.DENIED
            && action != null
            && action.matches("[a-z0-9-]+:[A-Za-z0-9]+")
        ? Remedy.of(
            Text.of("finding.do.permission"),
            RemedyBlock.of(
                BlockKind.POLICY,
                "{ \"Effect\": \"Allow\", \"Action\": \"" + action + "\", \"Resource\": \"*\" }"))
        : Remedy.NONE;
  }
}
