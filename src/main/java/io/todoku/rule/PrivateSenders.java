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
  private static final Set<String> GONE = Set.of("shutting-down", "terminated");

  /** Without them, an address assigned automatically may come with the next start. */
  private static final Set<String> RUNNING = Set.of("running", "pending");

  private static final String ALL_IPV4 = "0.0.0.0";

  private final List<PrivateSender> senders = new ArrayList<>();
  private final RegionInventory region;
  private final List<Way> ways;

  /**
   * @param sign of mail; null where only the doubt speaks for it
   * @param doubt why it may send otherwise, or not at all; null where it is sure
   */
  record PrivateSender(Instance instance, @Nullable Text sign, @Nullable Reason doubt) {}

  /**
   * A NAT gateway in use.
   *
   * @param said what a person or a tag says of it
   */
  private record Way(NatGateway gateway, MailTag said) {}

  /**
   * @param said what a person or the tag of its own says of an address
   */
  PrivateSenders(RegionInventory region, Function<PublicAddress, MailTag> said) {
    this.region = region;
    List<PublicAddress> addresses = PublicAddress.in(region);
    this.ways =
        region.natGateways().orElse(List.of()).stream()
            .flatMap(gateway -> way(gateway, addresses, said).stream())
            .toList();
    Set<String> reachable =
        addresses.stream()
            .filter(a -> a.kind() != PublicAddress.Kind.IPV6_ADDRESS)
            .map(PublicAddress::instanceId)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    region.instances().orElse(List.of()).stream()
        .filter(i -> !GONE.contains(i.state()) && !reachable.contains(i.id()))
        .flatMap(i -> sender(i).stream())
        .forEach(senders::add);
  }

  private static Optional<Way> way(
      NatGateway gateway, List<PublicAddress> addresses, Function<PublicAddress, MailTag> said) {
    List<MailTag> words =
        addresses.stream()
            .filter(a -> a.kind() == PublicAddress.Kind.NAT_GATEWAY && a.id().equals(gateway.id()))
            .map(said)
            .toList();
    if (words.isEmpty()) {
      return Optional.empty();
    }
    MailTag word =
        words.contains(MailTag.YES)
            ? MailTag.YES
            : words.stream().allMatch(MailTag.NO::equals) ? MailTag.NO : MailTag.NONE;
    return Optional.of(new Way(gateway, word));
  }

  private Optional<PrivateSender> sender(Instance instance) {
    return switch (MailTag.of(instance.tags())) {
      case NO -> Optional.empty();
      case YES ->
          Optional.of(
              new PrivateSender(
                  instance, Text.of("sender.private", instance.id()), doubt(instance)));
      case UNCLEAR ->
          Optional.of(new PrivateSender(instance, null, SenderRoles.unclear(instance.tags())));
      case NONE -> byPort(instance);
    };
  }

  /** A mail port that is open to the world leads somewhere: a load balancer may stand before it. */
  private Optional<PrivateSender> byPort(Instance instance) {
    if (blind() != null) {
      return Optional.of(new PrivateSender(instance, null, blind()));
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
    return Ingresses.openMailPort(groups, own, ALL_IPV4)
        .map(port ->
            new PrivateSender(
                instance,
                Text.of("sender.private-port", instance.id(), String.valueOf(port)),
                doubt(instance)))
        .or(() ->
            Ingresses.unlisted(groups, own)
                .map(reason -> new PrivateSender(instance, null, reason)));
  }

  private @Nullable Reason doubt(Instance instance) {
    return RUNNING.contains(instance.state())
        ? blind()
        : Reason.of(Cause.NOT_ASKED, instance.id() + " (" + instance.state() + ")", "");
  }

  /** Why an instance may have a public address all the same; null where all were listed. */
  private @Nullable Reason blind() {
    return Stream.of(region.elasticIps(), region.networkInterfaces())
        .filter(Unknown.class::isInstance)
        .map(list -> ((Unknown<?>) list).reason())
        .findFirst()
        .orElse(null);
  }

  /** Tells the signs of a gateway's address what leaves by it, or may. */
  void look(String gateway, Signs signs) {
    for (PrivateSender sender : senders) {
      List<String> out = waysOut(sender.instance());
      if (!out.contains(gateway)) {
        continue;
      }
      if (sender.doubt() != null || sender.sign() == null) {
        signs.miss(Objects.requireNonNull(sender.doubt()));
      } else if (out.size() == 1) {
        signs.see(sender.sign());
      } else {
        signs.seePerhaps(
            sender.sign(),
            new Reason(
                Cause.NOT_ASKED,
                sender.instance().id() + " ec2:DescribeRouteTables",
                "",
                "way-out"));
      }
    }
  }

  /** Those with a sign of mail that leave by this gateway, or may. */
  List<Instance> behind(String gateway) {
    return senders.stream()
        .filter(sender -> sender.sign() != null)
        .map(PrivateSender::instance)
        .filter(instance -> waysOut(instance).contains(gateway))
        .toList();
  }

  /** Those that are declared to send and of whose way out nothing is seen. */
  List<Instance> withoutWayOut() {
    boolean seen = blind() == null && region.natGateways() instanceof Known<List<NatGateway>>;
    return seen
        ? senders.stream()
            .map(PrivateSender::instance)
            .filter(i -> MailTag.of(i.tags()) != MailTag.NONE && waysOut(i).isEmpty())
            .toList()
        : List.of();
  }

  /** The gateways of its VPC, but for those that are said to carry no mail; or those said to. */
  private List<String> waysOut(Instance instance) {
    List<Way> own =
        ways.stream()
            .filter(way -> way.said() != MailTag.NO)
            .filter(way -> Objects.equals(way.gateway().vpcId(), instance.vpcId()))
            .filter(way -> way.gateway().vpcId() != null)
            .toList();
    boolean named = own.stream().anyMatch(way -> way.said() == MailTag.YES);
    return own.stream()
        .filter(way -> !named || way.said() == MailTag.YES)
        .map(way -> way.gateway().id())
        .distinct()
        .toList();
  }
}
