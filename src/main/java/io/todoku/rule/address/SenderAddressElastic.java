package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Hcl;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.ShellArgument;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A mail server sends from an address that stays its own. */
@Component
class SenderAddressElastic implements Rule {

  static final String ID = "sender-address-elastic";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.ADDRESSES).order(20);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Senders.judgeEach(ID, snapshot, sender -> judge(snapshot, sender));
  }

  /** The addresses of NAT gateways and IPv6 addresses stay, and are no Elastic IPs of a server. */
  private static Stream<Finding> judge(Snapshot snapshot, Sender sender) {
    return switch (sender.resource().type()) {
      case ELASTIC_IP ->
          mayBelongToNatGateway(snapshot, sender)
              ? Stream.empty()
              : Stream.of(
                  finding(
                      sender,
                      Verdict.PASS,
                      Evidence.aws(
                          "ec2:DescribeAddresses --public-ips %s --region %s"
                              .formatted(sender.address(), sender.region()),
                          List.of(sender.address() + " " + sender.resource().id()),
                          snapshot.finishedAt()),
                      Remedy.NONE));
      case PUBLIC_IP ->
          Stream.of(
              finding(
                  sender,
                  Verdict.FAIL,
                  Evidence.aws(
                      "ec2:DescribeNetworkInterfaces --network-interface-ids %s --region %s"
                          .formatted(sender.resource().id(), sender.region()),
                      List.of(sender.address() + " without AllocationId"),
                      snapshot.finishedAt()),
                  remedy(sender)));
      default -> Stream.empty();
    };
  }

  /** Told once for the Region. */
  private static boolean mayBelongToNatGateway(Snapshot snapshot, Sender sender) {
    return sender.instanceId() == null
        && !sender.idle()
        && snapshot.knownRegions().stream()
            .filter(region -> region.name().equals(sender.region()))
            .anyMatch(region -> region.natGateways() instanceof Unknown);
  }

  private static Finding finding(Sender sender, Verdict verdict, Evidence evidence, Remedy remedy) {
    return new Finding(
        ID,
        sender.resource(),
        verdict,
        Text.of(ID + (verdict == Verdict.PASS ? ".pass" : ".fail"), sender.address()),
        null,
        List.of(evidence),
        remedy);
  }

  private static Remedy remedy(Sender sender) {
    String region = ShellArgument.quote(sender.region());
    String holder =
        sender.instanceId() == null
            ? "--network-interface-id " + ShellArgument.quote(sender.resource().id())
            : "--instance-id " + ShellArgument.quote(sender.instanceId());
    return new Remedy(
        List.of(
            Text.of(ID + ".do.allocate"),
            Text.of(ID + ".do.associate", sender.address()),
            Text.of(ID + ".do.names", sender.address())),
        List.of(
            "aws ec2 allocate-address --domain vpc --region " + region,
            "aws ec2 associate-address --allocation-id ALLOCATION-ID %s --region %s"
                .formatted(holder, region),
            "aws ec2 modify-address-attribute --allocation-id ALLOCATION-ID"
                + " --domain-name MAIL-HOST-NAME --region "
                + region,
            terraform(sender)));
  }

  /** With the A record, since AWS takes no PTR before it. */
  private static String terraform(Sender sender) {
    String own = "aws_eip.mail.allocation_id";
    Hcl association = Hcl.resource("aws_eip_association", "mail").set("allocation_id", own);
    return Stream.of(
            Hcl.resource("aws_eip", "mail").text("domain", "vpc"),
            sender.instanceId() == null
                ? association.text("network_interface_id", sender.resource().id())
                : association.text("instance_id", sender.instanceId()),
            Hcl.resource("aws_route53_record", "mail")
                .text("zone_id", "ZONE-ID")
                .text("name", "MAIL-HOST-NAME")
                .text("type", "A")
                .set("ttl", 300)
                .set("records", "[aws_eip.mail.public_ip]"),
            Hcl.resource("aws_eip_domain_name", "mail")
                .set("allocation_id", own)
                .set("domain_name", "aws_route53_record.mail.fqdn"))
        .map(Hcl::toString)
        .collect(Collectors.joining("\n\n"));
  }
}
