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
import io.todoku.snapshot.Lightsail;
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
                  .withRemedy(remedy(snapshot, sender)));
      case LIGHTSAIL_ADDRESS -> Stream.of(judgeLightsail(snapshot, sender, finding));
      default -> Stream.empty();
    };
  }

  /** A static IP of Lightsail stays, the address that an instance got by itself does not. */
  private static Finding judgeLightsail(Snapshot snapshot, Sender sender, FindingBuilder finding) {
    String name = sender.resource().id();
    boolean isStatic =
        sender.idle()
            || snapshot.knownRegions().stream()
                .filter(region -> region.name().equals(sender.region()))
                .flatMap(region -> region.lightsail().orElse(Lightsail.NONE).instances().stream())
                .anyMatch(instance ->
                    sender.address().equals(instance.publicAddress()) && instance.hasStaticIp());
    finding.evidence(
        Evidence.aws(
            "lightsail:GetInstances --region " + sender.region(),
            List.of("%s %s isStaticIp=%s".formatted(name, sender.address(), isStatic)),
            snapshot.finishedAt()));
    if (isStatic || sender.address().contains(":")) {
      return finding.pass("pass.lightsail");
    }
    String region = ShellArgument.quote(sender.region());
    return finding
        .fail("fail")
        .withRemedy(
            new Remedy(
                List.of(
                    Text.of(ID + ".do.lightsail", name),
                    Text.of(ID + ".do.names", sender.address())),
                List.of(
                    "aws lightsail allocate-static-ip --static-ip-name mail --region " + region,
                    "aws lightsail attach-static-ip --static-ip-name mail --instance-name %s --region %s"
                        .formatted(ShellArgument.quote(name), region))));
  }

  /** Whether it may be the address of a NAT gateway that could not be listed. */
  private static boolean mayBelongToNatGateway(Snapshot snapshot, Sender sender) {
    return sender.instanceId() == null
        && !sender.idle()
        && snapshot.knownRegions().stream()
            .filter(region -> region.name().equals(sender.region()))
            .anyMatch(region -> region.natGateways() instanceof Unknown);
  }

  private static Remedy remedy(Snapshot snapshot, Sender sender) {
    if (sender.instanceId() == null) {
      return taskRemedy(snapshot, sender);
    }
    String region = ShellArgument.quote(sender.region());
    String target = "--instance-id " + ShellArgument.quote(sender.instanceId());
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
            terraform(sender.instanceId())));
  }

  /**
   * AWS manages the interface of a container or a function and associates no Elastic IP with it:
   * its mail has to leave by a NAT gateway, which has one.
   */
  private static Remedy taskRemedy(Snapshot snapshot, Sender sender) {
    boolean ownInterface =
        snapshot.knownRegions().stream()
            .flatMap(region -> region.networkInterfaces().orElse(List.of()).stream())
            .filter(nic -> nic.id().equals(sender.resource().id()))
            .noneMatch(nic ->
                nic.details().requesterManaged()
                    || nic.details().operator() != null
                    || nic.details().description().matches("arn:aws[a-z-]*:ecs:.*"));
    return new Remedy(
        List.of(
            Text.of(ID + (ownInterface ? ".do.interface" : ".do.task"), sender.resource().id())),
        List.of());
  }

  /** Includes the A record, because AWS accepts no PTR before it resolves. */
  private static String terraform(String instanceId) {
    String allocationId = "aws_eip.mail.allocation_id";
    return Stream.of(
            Hcl.resource("aws_eip", "mail").text("domain", "vpc"),
            Hcl.resource("aws_eip_association", "mail")
                .set("allocation_id", allocationId)
                .text("instance_id", instanceId),
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
