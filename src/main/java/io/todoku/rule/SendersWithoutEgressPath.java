package io.todoku.rule;

import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The findings for instances that are declared to send mail and whose public address is not known:
 * UNKNOWN, because their mail may leave by another VPC's gateway, by a proxy, or not at all.
 */
public final class SendersWithoutEgressPath {

  private SendersWithoutEgressPath() {}

  /** The instances by Region; none in a Region whose addresses could not be listed. */
  public static Map<String, List<Instance>> in(Snapshot snapshot) {
    return SenderClassifier.of(snapshot).withoutEgressPath();
  }

  static List<Finding> findings(String rule, Snapshot snapshot) {
    return in(snapshot).entrySet().stream()
        .flatMap(e -> e.getValue().stream().map(i -> finding(rule, snapshot, e.getKey(), i)))
        .toList();
  }

  private static Finding finding(String rule, Snapshot snapshot, String region, Instance instance) {
    return new Finding(
        rule,
        new Resource(
            Resource.Type.INSTANCE, instance.id(), region, null, instance.tags().get("Name")),
        Verdict.UNKNOWN,
        Text.of("finding.no-way-out", instance.id()),
        Reason.of(Cause.NOT_ASKED, "ec2:DescribeRouteTables", ""),
        List.of(
            Evidence.aws(
                "ec2:DescribeInstances, DescribeNatGateways --region " + region,
                List.of(
                    "%s %s = %s"
                        .formatted(instance.id(), MailTag.KEY, instance.tags().get(MailTag.KEY)),
                    Objects.requireNonNullElse(instance.vpcId(), "no VPC")
                        + ": no NAT gateway that mail leaves by"),
                snapshot.finishedAt())),
        new Remedy(List.of(Text.of("finding.do.name-way-out")), List.of()));
  }
}
