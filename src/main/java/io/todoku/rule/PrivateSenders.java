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
 * Instances that send mail and have no public IPv4 address of their own: it leaves by a NAT gateway
 * of their VPC. Only the routes would tell by which, where there are several.
 */
final class PrivateSenders {

  /** EC2 lists an instance, with its tags, for an hour after it is gone. */
  private static final Set<String> TERMINATED_STATES = Set.of("shutting-down", "terminated");

  /** Without them, an address assigned automatically may come with the next start. */
  private static final Set<String> RUNNING_STATES = Set.of("running", "pending");

  private static final String ALL_IPV4 = "0.0.0.0";

  private final List<PrivateSender> senders = new ArrayList<>();
  private final RegionInventory region;
  private final List<TaggedNatGateway> natGateways;

  /**
   * @param sign of mail; null where only the doubt speaks for it
   * @param doubt why it may send otherwise, or not at all; null where it is sure
   */
  record PrivateSender(Instance instance, @Nullable Text evidence, @Nullable Reason uncertainty) {}

  /**
   * A NAT gateway in use.
   *
   * @param said what a person or a tag says of it
   */
  private record TaggedNatGateway(NatGateway gateway, MailTag mailTag) {}

  /**
   * @param said what a person or the tag of its own says of an address
   */
  PrivateSenders(RegionInventory region, Function<PublicAddress, MailTag> said) {
    this.region = region;
    List<PublicAddress> addresses = PublicAddress.in(region);
    this.natGateways =
        region.natGateways().orElse(List.of()).stream()
            .flatMap(gateway -> tagGateway(gateway, addresses, said).stream())
            .toList();
    Set<String> reachable =
        addresses.stream()
            .filter(a -> a.kind() != PublicAddress.AddressKind.IPV6_ADDRESS)
            .map(PublicAddress::instanceId)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    region.instances().orElse(List.of()).stream()
        .filter(i -> !TERMINATED_STATES.contains(i.state()) && !reachable.contains(i.id()))
        .flatMap(i -> detect(i).stream())
        .forEach(senders::add);
  }

  private static Optional<TaggedNatGateway> tagGateway(
      NatGateway gateway, List<PublicAddress> addresses, Function<PublicAddress, MailTag> said) {
    List<MailTag> words =
        addresses.stream()
            .filter(a ->
                a.kind() == PublicAddress.AddressKind.NAT_GATEWAY && a.id().equals(gateway.id()))
            .map(said)
            .toList();
    if (words.isEmpty()) {
      return Optional.empty();
    }
    MailTag word =
        words.contains(MailTag.YES)
            ? MailTag.YES
            : words.stream().allMatch(MailTag.NO::equals) ? MailTag.NO : MailTag.NONE;
    return Optional.of(new TaggedNatGateway(gateway, word));
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

  /** A mail port that is open to the world leads somewhere: a load balancer may stand before it. */
  private Optional<PrivateSender> detectByOpenPort(Instance instance) {
    if (listingFailure() != null) {
      return Optional.of(new PrivateSender(instance, null, listingFailure()));
    }
    if (region.securityGroups() instanceof Unknown<?>(Reason reason)) {
      return Optional.of(new PrivateSender(instance, null, reason));
    }
    List<SecurityGroup> groups = region.securityGroups().orElse(List.of());
    List<String> own =
        region.networkInterfaces().orElse(List.of()).stream()
            .filter(nic -> instance.id().equals(nic.instanceId()))
            .map(NetworkInterface::securityGroupIds)
            .flatMap(List::stream)
            .toList();
    return IngressRules.openMailPort(groups, own, ALL_IPV4)
        .map(port ->
            new PrivateSender(
                instance,
                Text.of("sender.private-port", instance.id(), String.valueOf(port)),
                uncertaintyOf(instance)))
        .or(() ->
            IngressRules.reasonForUnlistedGroup(groups, own)
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

  /** Tells the signs of a gateway's address what leaves by it, or may. */
  void addEvidence(String gateway, SenderEvidence signs) {
    for (PrivateSender sender : senders) {
      List<String> out = natGatewaysOf(sender.instance());
      if (!out.contains(gateway)) {
        continue;
      }
      if (sender.uncertainty() != null || sender.evidence() == null) {
        signs.addUnknown(Objects.requireNonNull(sender.uncertainty()));
      } else if (out.size() == 1) {
        signs.add(sender.evidence());
      } else {
        signs.addPossible(
            sender.evidence(),
            new Reason(
                Cause.NOT_ASKED,
                sender.instance().id() + " ec2:DescribeRouteTables",
                "",
                "way-out"));
      }
    }
  }

  /** Those with a sign of mail that leave by this gateway, or may. */
  List<Instance> instancesBehind(String gateway) {
    return senders.stream()
        .filter(sender -> sender.evidence() != null)
        .map(PrivateSender::instance)
        .filter(instance -> natGatewaysOf(instance).contains(gateway))
        .toList();
  }

  /** Those that are declared to send and of whose way out nothing is seen. */
  List<Instance> withoutEgressPath() {
    boolean seen =
        listingFailure() == null && region.natGateways() instanceof Known<List<NatGateway>>;
    return seen
        ? senders.stream()
            .map(PrivateSender::instance)
            .filter(i -> MailTag.of(i.tags()) != MailTag.NONE && natGatewaysOf(i).isEmpty())
            .toList()
        : List.of();
  }

  /** The gateways of its VPC, but for those that are said to carry no mail; or those said to. */
  private List<String> natGatewaysOf(Instance instance) {
    List<TaggedNatGateway> own =
        natGateways.stream()
            .filter(way -> way.mailTag() != MailTag.NO)
            .filter(way -> Objects.equals(way.gateway().vpcId(), instance.vpcId()))
            .filter(way -> way.gateway().vpcId() != null)
            .toList();
    boolean named = own.stream().anyMatch(way -> way.mailTag() == MailTag.YES);
    return own.stream()
        .filter(way -> !named || way.mailTag() == MailTag.YES)
        .map(way -> way.gateway().id())
        .distinct()
        .toList();
  }
}
