package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Hcl;
import io.todoku.rule.HclLabel;
import io.todoku.rule.Placeholder;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
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
            Remedy.of(
                    List.of(
                        Text.of(ID + ".do.lightsail", name),
                        Text.of(ID + ".do.names", sender.address())),
                    List.of(
                        RemedyBlock.aws(
                            "aws lightsail allocate-static-ip --static-ip-name mail --region "
                                + region),
                        RemedyBlock.aws(
                            "aws lightsail attach-static-ip --static-ip-name mail --instance-name %s --region %s"
                                .formatted(ShellArgument.quote(name), region))))
                .cautioning(Text.of(ID + ".do.lightsail.caution")));
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
    String allocation = "aws_eip." + label(sender) + ".allocation_id";
    return Remedy.of(
            List.of(
                Text.of(ID + ".do.allocate"),
                Text.of(ID + ".do.associate"),
                Text.of(ID + ".do.names", sender.address())),
            List.of(
                RemedyBlock.aws(
                    "aws ec2 allocate-address --domain vpc --region " + region,
                    Hcl.resource("aws_eip", label(sender)).text("domain", "vpc")),
                RemedyBlock.aws(
                    "aws ec2 associate-address --allocation-id ALLOCATION-ID %s --region %s"
                        .formatted(target, region),
                    Hcl.resource("aws_eip_association", label(sender))
                        .set("allocation_id", allocation)
                        .text("instance_id", sender.instanceId())),
                RemedyBlock.aws(
                    "aws ec2 modify-address-attribute --allocation-id ALLOCATION-ID"
                        + " --domain-name %s --region %s"
                            .formatted(PtrRemedy.MAIL_HOST_NAME, region),
                    newRecord(sender),
                    Hcl.resource("aws_eip_domain_name", label(sender))
                        .set("allocation_id", allocation)
                        .set("domain_name", "aws_route53_record." + label(sender) + ".fqdn"))))
        .cautioning(Text.of(ID + ".do.associate.caution", sender.address()));
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
    return Remedy.of(
        Text.of(ID + (ownInterface ? ".do.interface" : ".do.task"), sender.resource().id()));
  }

  /** The A record of the new address, because AWS accepts no PTR before it resolves. */
  private static Hcl newRecord(Sender sender) {
    return Hcl.resource("aws_route53_record", label(sender))
        .text("zone_id", Placeholder.ZONE_ID.token())
        .text("name", PtrRemedy.MAIL_HOST_NAME)
        .text("type", "A")
        .set("ttl", 300)
        .set("records", "[aws_eip." + label(sender) + ".public_ip]");
  }

  private static String label(Sender sender) {
    return HclLabel.of("new-for", sender.address());
  }
}
