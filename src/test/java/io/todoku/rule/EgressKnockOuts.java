package io.todoku.rule;

import static io.todoku.rule.DomainKnockOuts.both;
import static io.todoku.rule.KnockOut.each;
import static io.todoku.rule.SeveralFixture.GATEWAYS;
import static io.todoku.rule.SeveralFixture.SERVERS;
import static io.todoku.rule.SeveralNetworks.HOSTS;
import static io.todoku.rule.SeveralNetworks.SPREAD_HOST;
import static io.todoku.rule.SpoiltSnapshot.listed;
import static io.todoku.rule.Verdict.FAIL;
import static io.todoku.rule.Verdict.UNKNOWN;
import static io.todoku.rule.Verdict.WARN;
import static io.todoku.snapshot.SnapshotBuilder.REGION;

import io.todoku.snapshot.NetworkAcl;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.Egress;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What smtp-egress-open asks of several security groups, ranges, private hosts and interfaces. */
final class EgressKnockOuts {

  private static final String EGRESS = "smtp-egress-open";

  private EgressKnockOuts() {}

  static Stream<KnockOut> all() {
    return Stream.of(groups(), ranges(), interfaces(), hostsBehindGateway())
        .flatMap(knockOuts -> knockOuts);
  }

  /** One group that lets mail out is enough, so that each in turn is the only one. */
  private static Stream<KnockOut> groups() {
    String server = SERVERS.getFirst();
    return SeveralServers.GROUPS.stream()
        .flatMap(only -> {
          UnaryOperator<Snapshot> setting =
              SeveralServers.GROUPS.stream()
                  .filter(other -> !other.equals(only))
                  .map(other -> egress(other, Observed.known(List.of())))
                  .reduce(UnaryOperator.identity(), DomainKnockOuts::both);
          return Stream.concat(
                  each(EGRESS, server, UNKNOWN, "is hidden", List.of(only), g -> hiddenEgress(g)),
                  each(EGRESS, server, FAIL, "lets nothing out", List.of(only), g -> closed(g)))
              .map(one -> one.after(setting));
        });
  }

  /** All destinations are open by three ranges, each of which is needed. */
  private static Stream<KnockOut> ranges() {
    String server = SERVERS.getFirst();
    UnaryOperator<Snapshot> oneGroup = both(closed("sg-y"), closed("sg-z"));
    return Stream.of(
            each(
                    EGRESS,
                    server,
                    WARN,
                    "is not in the security group",
                    SeveralNetworks.RANGES,
                    range ->
                        listed(
                            REGION,
                            "securityGroups",
                            (SecurityGroup group) -> group.id().equals("sg-x"),
                            group ->
                                RecordCopy.replace(
                                    group,
                                    "egress",
                                    (Observed<List<Egress>> egress) ->
                                        egress.map(all ->
                                            all.stream()
                                                .filter(e -> !e.destinations().contains(range))
                                                .toList()))))
                .map(one -> one.naming("sg-x").after(oneGroup)),
            aclRanges(server, "acl-subnet-a", true),
            aclRanges(server, "acl-subnet-a", false),
            Stream.of(true, false)
                .flatMap(out -> aclRanges(GATEWAYS.getFirst(), "acl-subnet-nat-1", out))
                .map(
                    one -> // the hosts are in the first range
                    one.thing().equals(SeveralNetworks.RANGES.getFirst())
                            ? one.expecting(FAIL)
                            : one))
        .flatMap(knockOuts -> knockOuts);
  }

  private static Stream<KnockOut> aclRanges(String sender, String id, boolean out) {
    return each(
            EGRESS,
            sender,
            WARN,
            "is not in " + id + (out ? " for what leaves" : " for what comes in"),
            SeveralNetworks.RANGES,
            range ->
                listed(
                    REGION,
                    "networkAcls",
                    (NetworkAcl acl) -> acl.id().equals(id),
                    acl ->
                        RecordCopy.replace(
                            acl,
                            "entries",
                            (List<NetworkAcl.AclEntry> entries) ->
                                entries.stream()
                                    .filter(e -> e.egress() != out || !e.cidr().equals(range))
                                    .toList())))
        .map(one -> one.naming(id));
  }

  /** Mail leaves by one interface of a host, and nothing tells which. */
  private static Stream<KnockOut> interfaces() {
    String gateway = GATEWAYS.getFirst();
    return Stream.concat(
        each(
            EGRESS,
            gateway,
            UNKNOWN,
            "has a closed group",
            SeveralNetworks.INTERFACES,
            nic -> closed("sg-" + nic)),
        each(
            EGRESS,
            gateway,
            UNKNOWN,
            "has a hidden group",
            SeveralNetworks.INTERFACES,
            nic -> hiddenEgress("sg-" + nic)));
  }

  private static UnaryOperator<Snapshot> closed(String group) {
    return egress(group, Observed.known(List.of()));
  }

  private static UnaryOperator<Snapshot> aclOfSubnetWithout(String host, String field) {
    return listed(
        REGION,
        "networkAcls",
        (NetworkAcl acl) -> acl.id().equals("acl-subnet-" + host),
        acl -> RecordCopy.with(acl, field, List.of()));
  }

  private static UnaryOperator<Snapshot> hiddenEgress(String group) {
    return egress(group, Observed.unknown(Reason.of(ReasonKind.DENIED, "ec2", group)));
  }

  private static UnaryOperator<Snapshot> egress(String id, Observed<List<Egress>> permissions) {
    return listed(
        REGION,
        "securityGroups",
        (SecurityGroup group) -> group.id().equals(id),
        group -> RecordCopy.with(group, "egress", permissions));
  }

  private static Stream<KnockOut> hostsBehindGateway() {
    String gateway = GATEWAYS.getFirst();
    List<String> behind = Stream.concat(HOSTS.stream(), Stream.of(SPREAD_HOST)).toList();
    return Stream.of(
            each(
                EGRESS,
                gateway,
                UNKNOWN,
                "has a hidden group",
                behind,
                h -> hiddenEgress("sg-" + h)),
            each(EGRESS, gateway, FAIL, "has a closed group", behind, h -> closed("sg-" + h)),
            each(
                EGRESS,
                gateway,
                FAIL,
                "has a network ACL that lets nothing through",
                behind,
                h -> aclOfSubnetWithout(h, "entries")),
            each(
                EGRESS,
                gateway,
                UNKNOWN,
                "has no network ACL that was listed",
                behind,
                h -> aclOfSubnetWithout(h, "subnetIds")),
            each(
                EGRESS,
                gateway,
                UNKNOWN,
                "has no interface that was listed",
                behind,
                h ->
                    listed(
                        REGION,
                        "networkInterfaces",
                        (NetworkInterface nic) -> nic.id().equals("eni-" + h),
                        nic -> RecordCopy.with(nic, "instanceId", null))))
        .flatMap(knockOuts -> knockOuts);
  }
}
