package io.todoku.rule;

import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The instances of a Region that send mail, or may, without a public IPv4 address of their own.
 * Their mail leaves by a NAT gateway of their VPC; where there are several, only the routes, which
 * are not collected, would show by which.
 */
final class PrivateSenders {

  /** EC2 lists an instance, with its tags, for an hour after it is gone. */
  private static final Set<String> TERMINATED_STATES = Set.of("shutting-down", "terminated");

  /** In other states, the next start may assign a public address automatically. */
  private static final Set<String> RUNNING_STATES = Set.of("running", "pending");

  private static final String ALL_IPV4 = "0.0.0.0";

  private final List<PrivateSender> senders = new ArrayList<>();
  private final RegionInventory region;
  private final List<TaggedNatGateway> natGateways;

  /**
   * An instance that sends by a NAT gateway, or may.
   *
   * @param evidence of sending; null where the instance is listed only for its uncertainty
   * @param uncertainty why it may send by another way or not at all; null where it is certain
   */
  record PrivateSender(Instance instance, @Nullable Text evidence, @Nullable Reason uncertainty) {}

  /**
   * A NAT gateway in use.
   *
   * @param mailTag whether a person or a tag declared that mail leaves by it
   */
  private record TaggedNatGateway(NatGateway gateway, MailTag mailTag) {}

  /**
   * @param mailTagOf what a person, or else the address's own tag, declares of an address
   */
  PrivateSenders(RegionInventory region, Function<PublicAddress, MailTag> mailTagOf) {
    this.region = region;
    List<PublicAddress> addresses = PublicAddress.in(region);
    this.natGateways =
        region.natGateways().orElse(List.of()).stream()
            .flatMap(gateway -> tagGateway(gateway, addresses, mailTagOf).stream())
            .toList();
    Set<String> withPublicAddress =
        addresses.stream()
            .filter(a -> a.kind() != PublicAddress.AddressKind.IPV6_ADDRESS)
            .map(PublicAddress::instanceId)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    region.instances().orElse(List.of()).stream()
        .filter(i -> !TERMINATED_STATES.contains(i.state()) && !withPublicAddress.contains(i.id()))
        .flatMap(i -> detect(i).stream())
        .forEach(senders::add);
  }

  private static Optional<TaggedNatGateway> tagGateway(
      NatGateway gateway,
      List<PublicAddress> addresses,
      Function<PublicAddress, MailTag> mailTagOf) {
    List<MailTag> tags =
        addresses.stream()
            .filter(a ->
                a.kind() == PublicAddress.AddressKind.NAT_GATEWAY && a.id().equals(gateway.id()))
            .map(mailTagOf)
            .toList();
    if (tags.isEmpty()) {
      return Optional.empty();
    }
    MailTag tag =
        tags.contains(MailTag.YES)
            ? MailTag.YES
            : tags.stream().allMatch(MailTag.NO::equals) ? MailTag.NO : MailTag.NONE;
    return Optional.of(new TaggedNatGateway(gateway, tag));
  }

  private Optional<PrivateSender> detect(Instance instance) {
    return switch (MailTag.of(instance.tags())) {
      case NO -> Optional.empty();
      case YES ->
          Optional.of(
              new PrivateSender(
                  instance, Text.of("sender.private", instance.id()), uncertaintyOf(instance)));
      case UNCLEAR ->
          Optional.of(
              new PrivateSender(
                  instance, null, SenderClassifier.unclearTagReason(instance.tags())));
      case NONE -> detectByOpenPort(instance);
    };
  }

  /** A mail port open to all shows a mail server, which a load balancer may make reachable. */
  private Optional<PrivateSender> detectByOpenPort(Instance instance) {
    if (listingFailure() != null) {
      return Optional.of(new PrivateSender(instance, null, listingFailure()));
    }
    if (region.securityGroups() instanceof Unknown<?>(Reason reason)) {
      return Optional.of(new PrivateSender(instance, null, reason));
    }
    List<SecurityGroup> groups = region.securityGroups().orElse(List.of());
    List<String> groupIds =
        region.networkInterfaces().orElse(List.of()).stream()
            .filter(nic -> instance.id().equals(nic.instanceId()))
            .map(NetworkInterface::securityGroupIds)
            .flatMap(List::stream)
            .toList();
    return IngressRules.openMailPort(groups, groupIds, ALL_IPV4)
        .map(port ->
            new PrivateSender(
                instance,
                Text.of("sender.private-port", instance.id(), String.valueOf(port)),
                uncertaintyOf(instance)))
        .or(() ->
            IngressRules.reasonForUnlistedGroup(groups, groupIds)
                .map(reason -> new PrivateSender(instance, null, reason)));
  }

  private @Nullable Reason uncertaintyOf(Instance instance) {
    return RUNNING_STATES.contains(instance.state())
        ? listingFailure()
        : Reason.of(Cause.NOT_ASKED, instance.id() + " (" + instance.state() + ")", "");
  }

  /** Why an instance may have a public address all the same; null where all were listed. */
  private @Nullable Reason listingFailure() {
    return Stream.of(region.elasticIps(), region.networkInterfaces())
        .filter(Unknown.class::isInstance)
        .map(list -> ((Unknown<?>) list).reason())
        .findFirst()
        .orElse(null);
  }

  /**
   * Adds, to the evidence of a gateway's address, the instances whose mail leaves by it, or may.
   */
  void addEvidence(String gateway, SenderEvidence evidence) {
    for (PrivateSender sender : senders) {
      List<String> gateways = natGatewaysOf(sender.instance());
      if (!gateways.contains(gateway)) {
        continue;
      }
      if (sender.uncertainty() != null || sender.evidence() == null) {
        evidence.addUnknown(Objects.requireNonNull(sender.uncertainty()));
      } else if (gateways.size() == 1) {
        evidence.add(sender.evidence());
      } else {
        evidence.addPossible(
            sender.evidence(),
            new Reason(
                Cause.NOT_ASKED,
                sender.instance().id() + " ec2:DescribeRouteTables",
                "",
                "way-out"));
      }
    }
  }

  /** The instances with evidence of sending whose mail leaves by this gateway, or may. */
  List<Instance> instancesBehind(String gateway) {
    return senders.stream()
        .filter(sender -> sender.evidence() != null)
        .map(PrivateSender::instance)
        .filter(instance -> natGatewaysOf(instance).contains(gateway))
        .toList();
  }

  /** The instances that are declared to send and have no NAT gateway to leave by. */
  List<Instance> withoutEgressPath() {
    boolean listed =
        listingFailure() == null && region.natGateways() instanceof Known<List<NatGateway>>;
    return listed
        ? senders.stream()
            .map(PrivateSender::instance)
            .filter(i -> MailTag.of(i.tags()) != MailTag.NONE && natGatewaysOf(i).isEmpty())
            .toList()
        : List.of();
  }

  /**
   * The gateways of its VPC that are declared to carry mail; where none is, those that are not
   * declared to carry none.
   */
  private List<String> natGatewaysOf(Instance instance) {
    List<TaggedNatGateway> candidates =
        natGateways.stream()
            .filter(candidate -> candidate.mailTag() != MailTag.NO)
            .filter(candidate -> Objects.equals(candidate.gateway().vpcId(), instance.vpcId()))
            .filter(candidate -> candidate.gateway().vpcId() != null)
            .toList();
    boolean declared =
        candidates.stream().anyMatch(candidate -> candidate.mailTag() == MailTag.YES);
    return candidates.stream()
        .filter(candidate -> !declared || candidate.mailTag() == MailTag.YES)
        .map(candidate -> candidate.gateway().id())
        .distinct()
        .toList();
  }
}
