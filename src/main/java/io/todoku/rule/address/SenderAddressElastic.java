package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Hcl;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.ShellArgument;
import io.todoku.rule.Text;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A mail server sends from an Elastic IP, which stays its own across stops and starts. */
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

  /** NAT gateways and IPv6 addresses keep their address without being a server's Elastic IP. */
  private static Stream<Finding> judge(Snapshot snapshot, Sender sender) {
    FindingBuilder finding = Finding.of(ID, sender.resource());
    return switch (sender.resource().type()) {
      case ELASTIC_IP ->
          mayBelongToNatGateway(snapshot, sender)
              ? Stream.empty()
              : Stream.of(
                  finding
                      .evidence(
                          Evidence.aws(
                              "ec2:DescribeAddresses --public-ips %s --region %s"
                                  .formatted(sender.address(), sender.region()),
                              List.of(sender.address() + " " + sender.resource().id()),
                              snapshot.finishedAt()))
                      .pass("pass"));
      case PUBLIC_IP ->
          Stream.of(
              finding
                  .evidence(
                      Evidence.aws(
                          "ec2:DescribeNetworkInterfaces --network-interface-ids %s --region %s"
                              .formatted(sender.resource().id(), sender.region()),
                          List.of(sender.address() + " without AllocationId"),
                          snapshot.finishedAt()))
                  .fail("fail")
                  .withRemedy(remedy(sender)));
      default -> Stream.empty();
    };
  }

  /** Whether it may be the address of a NAT gateway that could not be listed. */
  private static boolean mayBelongToNatGateway(Snapshot snapshot, Sender sender) {
    return sender.instanceId() == null
        && !sender.idle()
        && snapshot.knownRegions().stream()
            .filter(region -> region.name().equals(sender.region()))
            .anyMatch(region -> region.natGateways() instanceof Unknown);
  }

  private static Remedy remedy(Sender sender) {
    String region = ShellArgument.quote(sender.region());
    String target =
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
                .formatted(target, region),
            "aws ec2 modify-address-attribute --allocation-id ALLOCATION-ID"
                + " --domain-name %s --region %s".formatted(PtrRemedy.MAIL_HOST_NAME, region),
            terraform(sender)));
  }

  /** Includes the A record, because AWS accepts no PTR before it resolves. */
  private static String terraform(Sender sender) {
    String allocationId = "aws_eip.mail.allocation_id";
    Hcl association =
        Hcl.resource("aws_eip_association", "mail").set("allocation_id", allocationId);
    return Stream.of(
            Hcl.resource("aws_eip", "mail").text("domain", "vpc"),
            sender.instanceId() == null
                ? association.text("network_interface_id", sender.resource().id())
                : association.text("instance_id", sender.instanceId()),
            Hcl.resource("aws_route53_record", "mail")
                .text("zone_id", "ZONE-ID")
                .text("name", PtrRemedy.MAIL_HOST_NAME)
                .text("type", "A")
                .set("ttl", 300)
                .set("records", "[aws_eip.mail.public_ip]"),
            Hcl.resource("aws_eip_domain_name", "mail")
                .set("allocation_id", allocationId)
                .set("domain_name", "aws_route53_record.mail.fqdn"))
        .map(Hcl::toString)
        .collect(Collectors.joining("\n\n"));
  }
}
