package io.todoku.rule.address;

import io.todoku.rule.AwsConsole;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Hcl;
import io.todoku.rule.HclLabel;
import io.todoku.rule.NotCollected;
import io.todoku.rule.Placeholder;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.RemedyOption;
import io.todoku.rule.RemedyStage;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.ShellArgument;
import io.todoku.rule.Text;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import io.todoku.snapshot.Snapshot;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Each Elastic IP is associated with something; one that is not has no name pointing to it. */
@Component
class AddressNotIdle implements Rule {

  static final String ID = "address-not-idle";

  /** Names listed in the summary; the evidence has all of them. */
  private static final int MAX_NAMES = 10;

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.ADDRESSES);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Stream.concat(
            Sender.allIn(snapshot).stream()
                .filter(Sender::idle)
                .map(address -> judge(snapshot, address)),
            NotCollected.findings(ID, snapshot, region -> List.of(region.elasticIps())).stream())
        .toList();
  }

  private static Finding judge(Snapshot snapshot, Sender address) {
    DnsReferences dns = DnsReferences.to(address.address(), snapshot);
    Route53References zones = Route53References.to(address.address(), snapshot);
    FindingBuilder finding =
        Finding.of(ID, address.resource())
            .evidence(idleEvidence(snapshot, address))
            .evidence(dns.evidence())
            .evidence(zones.evidence());
    List<String> names = Stream.concat(dns.names().stream(), zones.names().stream()).toList();
    if (!names.isEmpty()) {
      return finding.fail("fail", joinNames(names)).withRemedy(associateRemedy(address));
    }
    if (dns.unknownReason() != null) {
      return finding.unknown(dns.unknownReason(), "unknown");
    }
    return warn(finding, zones).withRemedy(releaseRemedy(snapshot, address, zones));
  }

  private static Finding warn(FindingBuilder finding, Route53References zones) {
    if (!zones.unservedNames().isEmpty()) {
      return finding.warn("warn.unserved", joinNames(zones.unservedNames()));
    }
    return finding.warn(zones.unreadReason() != null ? "warn.unread" : "warn");
  }

  private static String joinNames(Collection<String> names) {
    String first = names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
    return names.size() > MAX_NAMES ? first + ", …" : first;
  }

  private static Evidence idleEvidence(Snapshot snapshot, Sender address) {
    return Evidence.aws(
        "ec2:DescribeAddresses --public-ips %s --region %s"
            .formatted(address.address(), address.region()),
        List.of(address.address() + " not associated"),
        snapshot.finishedAt());
  }

  /** Either the names are right, or their records are. */
  private static Remedy associateRemedy(Sender address) {
    RemedyBlock associate =
        RemedyBlock.aws(
            "aws ec2 associate-address --allocation-id %s --instance-id INSTANCE-ID --region %s"
                .formatted(
                    ShellArgument.quote(address.resource().id()),
                    ShellArgument.quote(address.region())),
            Hcl.resource("aws_eip_association", HclLabel.ofAddress(address.address()))
                .text("allocation_id", address.resource().id())
                .text("instance_id", Placeholder.INSTANCE_ID.token()));
    return Remedy.oneOf(
        RemedyOption.labelled(
            Text.of(ID + ".do.associate.label"),
            RemedyStage.of(Text.of(ID + ".do.associate", address.address()), associate)),
        RemedyOption.labelled(
            Text.of(ID + ".do.names.label"),
            RemedyStage.of(Text.of(ID + ".do.names", address.address()))));
  }

  /** Resets the PTR first, because EC2 does not release an address that has a PTR of its own. */
  private static Remedy releaseRemedy(Snapshot snapshot, Sender address, Route53References zones) {
    String addressArguments =
        " --allocation-id %s --region %s"
            .formatted(
                ShellArgument.quote(address.resource().id()),
                ShellArgument.quote(address.region()));
    Remedy remedy = Remedy.NONE.cautioning(Text.of(ID + ".do.release.caution"));
    if (!zones.unservedNames().isEmpty()) {
      remedy =
          remedy
              .then(Remedy.of(Text.of(ID + ".do.records", joinNames(zones.unservedNames()))))
              .linking(AwsConsole.hostedZones(address.region()));
    }
    if (zones.unreadReason() != null) {
      remedy =
          remedy.looking(
              Text.of(ID + ".do.look", address.address()),
              RemedyBlock.aws(
                  ("aws route53 list-resource-record-sets --hosted-zone-id ZONE-ID --query"
                          + " \"ResourceRecordSets[?ResourceRecords[?Value=='%s']].Name\"")
                      .formatted(ShellArgument.quote(address.address()))));
    }
    if (hasPtr(snapshot, address)) {
      remedy =
          remedy.then(
              Remedy.of(
                  Text.of(ID + ".do.reset"),
                  RemedyBlock.aws(
                      "aws ec2 reset-address-attribute --attribute domain-name"
                          + addressArguments)));
    }
    return remedy.then(
        Remedy.of(
            Text.of(ID + ".do.release", address.address()),
            RemedyBlock.aws("aws ec2 release-address" + addressArguments)));
  }

  private static boolean hasPtr(Snapshot snapshot, Sender address) {
    return snapshot.knownRegions().stream()
        .filter(region -> region.name().equals(address.region()))
        .map(RegionInventory::reverseDns)
        .flatMap(entries -> entries.orElse(List.<ReverseDns>of()).stream())
        .filter(entry -> entry.address().equals(address.address()))
        .anyMatch(entry -> entry.ptrRecord() != null && !entry.ptrRecord().isBlank());
  }
}
