package io.todoku.rule;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MtaStsPolicyLookup;
import io.todoku.snapshot.NetworkAcl;
import io.todoku.snapshot.NetworkAcl.AclEntry;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.DbSubnetGroup;
import io.todoku.snapshot.RegionInventory.Egress;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import io.todoku.snapshot.RegionInventory.Subnet;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Applies the commands of a remedy to a snapshot, as if somebody had pasted them. */
final class SimulatedRemedy {

  private static final Pattern TXT = Pattern.compile("(\\S+)\\.  300  IN  TXT  (\".*\")");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  private static final Pattern ACL_ENTRY =
      Pattern.compile(
          "aws ec2 create-network-acl-entry --network-acl-id (\\S+) --(egress|ingress)"
              + " --rule-number (\\d+) --protocol tcp --port-range From=(\\d+),To=(\\d+)"
              + " --(?:ipv6-)?cidr-block (\\S+) --rule-action allow --region (\\S+)");

  private static final Pattern GROUP_EGRESS =
      Pattern.compile(
          "aws ec2 authorize-security-group-egress --group-id (\\S+) --ip-permissions"
              + " 'IpProtocol=tcp,FromPort=25,ToPort=25,.*=\\[\\{Cidr\\w+=(\\S+)}]' --region"
              + " (\\S+)");

  private static final Pattern SUBNET_GROUP =
      Pattern.compile(
          "aws rds modify-db-subnet-group --db-subnet-group-name (\\S+) --subnet-ids (.+)"
              + " --region (\\S+)");

  private static final Pattern POLICY = Pattern.compile("(?s)version: STSv1\n.*");

  private SimulatedRemedy() {}

  /** Whether it knows what this command would change. */
  static boolean knows(String command) {
    return Stream.of(TXT, ACL_ENTRY, GROUP_EGRESS, SUBNET_GROUP)
        .anyMatch(pattern -> pattern.matcher(command).matches());
  }

  /** The snapshot after all commands of the finding's remedy. */
  static Snapshot apply(Snapshot snapshot, Finding finding) {
    Snapshot after = snapshot;
    for (String command : finding.remedy().commands()) {
      after = apply(after, finding, command);
    }
    return after;
  }

  private static Snapshot apply(Snapshot snapshot, Finding finding, String command) {
    Matcher txt = TXT.matcher(command);
    Matcher acl = ACL_ENTRY.matcher(command);
    Matcher group = GROUP_EGRESS.matcher(command);
    Matcher subnets = SUBNET_GROUP.matcher(command);
    if (txt.matches()) {
      String text =
          QUOTED.matcher(txt.group(2)).results().map(q -> q.group(1)).collect(Collectors.joining());
      return publish(snapshot, txt.group(1), "TXT", text);
    } else if (acl.matches()) {
      return inRegion(snapshot, acl.group(7), region -> withAclEntry(region, acl.toMatchResult()));
    } else if (group.matches()) {
      return inRegion(
          snapshot, group.group(3), region -> withEgress(region, group.group(1), group.group(2)));
    } else if (subnets.matches()) {
      return inRegion(
          snapshot,
          subnets.group(3),
          region ->
              withSubnets(region, subnets.group(1), Arrays.asList(subnets.group(2).split(" "))));
    } else if (POLICY.matcher(command).matches()) {
      return serve(snapshot, finding.resource().id(), command);
    }
    return snapshot;
  }

  /** The record in the place of those of its kind; other texts of the name stay. */
  private static Snapshot publish(Snapshot snapshot, String name, String type, String record) {
    DnsLookup before = snapshot.lookup(name, type);
    String kind = record.split("[ ;]")[0];
    List<String> records =
        Stream.concat(
                before.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
                    ? answer.records().stream()
                        .filter(text -> !text.toLowerCase().startsWith(kind.toLowerCase()))
                    : Stream.empty(),
                Stream.of(record))
            .toList();
    DnsLookup after =
        new DnsLookup(
            before.name(),
            type,
            "test",
            snapshot.finishedAt(),
            Observed.known(new DnsAnswer(Status.ANSWERED, records, List.of(), 300L)));
    return with(
        snapshot,
        "lookups",
        Stream.concat(
                Stream.of(after),
                snapshot.lookups().stream()
                    .filter(l -> !(l.name().equals(before.name()) && l.type().equals(type))))
            .toList());
  }

  private static Snapshot serve(Snapshot snapshot, String domain, String policy) {
    MtaStsPolicyLookup before = snapshot.mtaStsPolicy(domain);
    Snapshot resolving = publish(snapshot, "mta-sts." + domain, "A", "192.0.2.80");
    return with(
        resolving,
        "mtaStsPolicies",
        Stream.concat(
                Stream.of(
                    with(
                        before,
                        "answer",
                        Observed.known(
                            new MtaStsPolicyLookup.HttpAnswer(200, "text/plain", policy, null)))),
                snapshot.mtaStsPolicies().stream().filter(p -> !p.domain().equals(before.domain())))
            .toList());
  }

  private static Snapshot inRegion(
      Snapshot snapshot, String name, UnaryOperator<RegionInventory> change) {
    return with(
        snapshot,
        "regions",
        Observed.known(
            snapshot.knownRegions().stream()
                .map(region -> region.name().equals(name) ? change.apply(region) : region)
                .toList()));
  }

  private static RegionInventory withAclEntry(RegionInventory region, MatchResult command) {
    AclEntry entry =
        new AclEntry(
            Integer.parseInt(command.group(3)),
            command.group(2).equals("egress"),
            true,
            "6",
            Integer.valueOf(command.group(4)),
            Integer.valueOf(command.group(5)),
            command.group(6));
    return with(
        region,
        "networkAcls",
        Observed.known(
            region.networkAcls().orElse(List.of()).stream()
                .map(acl -> acl.id().equals(command.group(1)) ? withEntry(acl, entry) : acl)
                .toList()));
  }

  private static NetworkAcl withEntry(NetworkAcl acl, AclEntry entry) {
    boolean taken =
        acl.entries().stream()
            .anyMatch(o -> o.number() == entry.number() && o.egress() == entry.egress());
    if (taken) {
      throw new AssertionError("AWS refuses the number " + entry.number() + " of " + acl.id());
    }
    List<AclEntry> entries = new ArrayList<>(acl.entries());
    entries.add(entry);
    return with(acl, "entries", entries);
  }

  private static RegionInventory withEgress(RegionInventory region, String id, String range) {
    return with(
        region,
        "securityGroups",
        Observed.known(
            region.securityGroups().orElse(List.of()).stream()
                .map(group ->
                    group.id().equals(id)
                        ? with(
                            group,
                            "egress",
                            Observed.known(
                                Stream.concat(
                                        group.egress().orElse(List.of()).stream(),
                                        Stream.of(new Egress("tcp", 25, 25, List.of(range))))
                                    .toList()))
                        : group)
                .map(SecurityGroup.class::cast)
                .toList()));
  }

  private static RegionInventory withSubnets(
      RegionInventory region, String name, List<String> subnetIds) {
    return with(
        region,
        "dbSubnetGroups",
        Observed.known(
            region.dbSubnetGroups().orElse(List.of()).stream()
                .map(group ->
                    group.name().equals(name)
                        ? new DbSubnetGroup(
                            name,
                            group.vpcId(),
                            subnetIds.stream().map(id -> member(region, group, id)).toList())
                        : group)
                .toList()));
  }

  /** A member that AWS takes: it had it before, or the subnet is in a zone of the Region. */
  private static DbSubnetGroup.Member member(
      RegionInventory region, DbSubnetGroup group, String id) {
    return group.subnets().stream()
        .filter(member -> member.subnetId().equals(id))
        .findFirst()
        .orElseGet(() -> {
          Subnet subnet =
              region.subnets().orElse(List.of()).stream()
                  .filter(candidate -> candidate.id().equals(id))
                  .findFirst()
                  .orElseThrow();
          if (subnet.ipv6Only() || subnet.outpostArn() != null) {
            throw new AssertionError("RDS refuses " + subnet);
          }
          return new DbSubnetGroup.Member(id, subnet.zone(), "Active");
        });
  }

  /** The record with another value of one component. */
  @SuppressWarnings("unchecked")
  private static <R extends Record> R with(R record, String component, Object value) {
    var components = record.getClass().getRecordComponents();
    try {
      Object[] values = new Object[components.length];
      Class<?>[] types = new Class<?>[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        values[i] =
            components[i].getName().equals(component)
                ? value
                : components[i].getAccessor().invoke(record);
      }
      return (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
