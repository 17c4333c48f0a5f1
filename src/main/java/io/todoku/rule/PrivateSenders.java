package io.todoku.rule;

import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Instances that are declared to send mail and have no public IPv4 address of their own: their mail
 * leaves by a NAT gateway. Only the routes would tell by which, where their VPC has not just one.
 */
public final class PrivateSenders {

  /** EC2 lists an instance, with its tags, for an hour after it is gone. */
  private static final Set<String> GONE = Set.of("shutting-down", "terminated");

  private final List<Instance> declared;
  private final List<NatGateway> inUse;

  private PrivateSenders(List<Instance> declared, List<NatGateway> inUse) {
    this.declared = declared;
    this.inUse = inUse;
  }

  static PrivateSenders in(RegionInventory region) {
    List<PublicAddress> addresses = PublicAddress.in(region);
    Set<String> reachable =
        addresses.stream()
            .filter(a -> a.kind() != PublicAddress.Kind.IPV6_ADDRESS)
            .map(PublicAddress::instanceId)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    Set<String> gateways =
        addresses.stream()
            .filter(a -> a.kind() == PublicAddress.Kind.NAT_GATEWAY)
            .map(PublicAddress::id)
            .collect(Collectors.toSet());
    return new PrivateSenders(
        region.instances().orElse(List.of()).stream()
            .filter(i -> !GONE.contains(i.state()) && !reachable.contains(i.id()))
            .filter(i -> SenderRoles.SENDS.equalsIgnoreCase(i.tags().get(SenderRoles.TAG)))
            .toList(),
        region.natGateways().orElse(List.of()).stream()
            .filter(nat -> gateways.contains(nat.id()))
            .toList());
  }

  /** Those whose mail can leave by this gateway only. */
  List<Instance> onlyBy(String gateway) {
    return declared.stream().filter(i -> waysOut(i).equals(List.of(gateway))).toList();
  }

  /** Those whose mail leaves by this gateway or by another of their VPC. */
  List<Instance> perhapsBy(String gateway) {
    return declared.stream()
        .filter(i -> waysOut(i).size() > 1 && waysOut(i).contains(gateway))
        .toList();
  }

  /**
   * Those of whose way out nothing is seen (another VPC's gateway, a proxy, or none at all), by
   * Region; where addresses could not be listed, that is told instead.
   */
  public static Map<String, List<Instance>> withoutWayOut(Snapshot snapshot) {
    Map<String, List<Instance>> found = new TreeMap<>();
    snapshot.knownRegions().stream()
        .filter(region ->
            Stream.of(region.elasticIps(), region.networkInterfaces(), region.natGateways())
                .allMatch(Known.class::isInstance))
        .forEach(region -> {
          PrivateSenders here = in(region);
          List<Instance> lost =
              here.declared.stream().filter(i -> here.waysOut(i).isEmpty()).toList();
          if (!lost.isEmpty()) {
            found.put(region.name(), lost);
          }
        });
    return found;
  }

  /** UNKNOWN for each of them: the address that a rule would judge is not known. */
  static List<Finding> findings(String rule, Snapshot snapshot) {
    return withoutWayOut(snapshot).entrySet().stream()
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
                    instance.id()
                        + " "
                        + SenderRoles.TAG
                        + " = "
                        + instance.tags().get(SenderRoles.TAG),
                    Objects.requireNonNullElse(instance.vpcId(), "no VPC") + ": no NAT gateway"),
                snapshot.finishedAt())),
        new Remedy(List.of(Text.of("finding.do.name-way-out")), List.of()));
  }

  private List<String> waysOut(Instance instance) {
    return inUse.stream()
        .filter(nat -> nat.vpcId() != null && nat.vpcId().equals(instance.vpcId()))
        .map(NatGateway::id)
        .distinct()
        .toList();
  }
}
