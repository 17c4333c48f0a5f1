package io.todoku.rule;

import io.todoku.rule.PrivateHosts.PrivateHost;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The private hosts of a Region that send mail, or may, and the addresses that their mail leaves
 * by. Routes show which; where they were not collected, every NAT gateway of the VPC is possible.
 */
final class PrivateSenders {

  private static final String ALL_IPV4 = "0.0.0.0";

  private final List<PrivateSender> senders = new ArrayList<>();
  private final List<PrivateHost> receivers = new ArrayList<>();
  private final RegionInventory region;
  private final TranslatorsOfVpc translators;

  /**
   * A host that sends, or may.
   *
   * @param evidence of sending; null where the host is listed only for its uncertainty
   * @param uncertainty why it may send by an address of its own or not at all; null where it is
   *     certain
   * @param declared whether a person's tag says that it sends
   * @param translators the NAT gateways and interfaces by which its mail leaves, or may
   * @param untraceable why it may leave by others; null where these are all
   */
  record PrivateSender(
      PrivateHost host,
      @Nullable Text evidence,
      @Nullable Reason uncertainty,
      boolean declared,
      List<String> translators,
      @Nullable Reason untraceable) {}

  /**
   * @param tagOf what the tags of an address, or a person, declare of it
   */
  PrivateSenders(
      RegionInventory region,
      List<PublicAddress> addresses,
      Function<PublicAddress, RoleDeclaration> tagOf) {
    this.region = region;
    this.translators = new TranslatorsOfVpc(region, addresses, tagOf);
    PrivateHosts.in(region, addresses).stream()
        .flatMap(host -> detect(host).stream())
        .forEach(senders::add);
  }

  private Optional<PrivateSender> detect(PrivateHost host) {
    RoleDeclaration declaration = RoleDeclaration.ofTag(host.tags());
    if (declaration.unclear() != null) {
      return Optional.of(sender(host, null, declaration.unclear(), true));
    }
    if (declaration.declaresNoSending()) {
      if (declaration.declaresReceiving()) {
        receivers.add(host);
      }
      return Optional.empty();
    }
    return declaration.declaresSending()
        ? Optional.of(
            sender(
                host,
                Text.of("sender.private", host.id(), MailTag.valueOf(host.tags())),
                host.uncertainty(),
                true))
        : detectByOpenPort(host);
  }

  /**
   * A group that opens a mail port, and not simply all ports, shows a mail server, which a load
   * balancer may make reachable.
   */
  private Optional<PrivateSender> detectByOpenPort(PrivateHost host) {
    Reason failure = PrivateHosts.listingFailure(region);
    if (failure != null) {
      return Optional.of(sender(host, null, failure, false));
    }
    if (region.securityGroups() instanceof Unknown<?>(Reason reason)) {
      return Optional.of(sender(host, null, reason, false));
    }
    List<SecurityGroup> groups = region.securityGroups().orElse(List.of());
    List<String> groupIds = host.securityGroupIds();
    return IngressRules.specificMailPort(groups, groupIds, ALL_IPV4)
        .map(port ->
            sender(
                host,
                Text.of("sender.private-port", host.id(), String.valueOf(port)),
                host.uncertainty(),
                false))
        .or(() ->
            IngressRules.reasonForUnlistedGroup(groups, groupIds)
                .map(reason -> sender(host, null, reason, false)));
  }

  private PrivateSender sender(
      PrivateHost host, @Nullable Text evidence, @Nullable Reason uncertainty, boolean declared) {
    List<WayOut> ways =
        host.subnetIds().stream()
            .flatMap(subnet -> InternetRoutes.from(region, host.vpcId(), subnet).stream())
            .distinct()
            .toList();
    Reason untraceable =
        ways.stream()
            .flatMap(way ->
                way instanceof WayOut.Untraceable(Reason reason)
                    ? Stream.of(reason)
                    : Stream.<Reason>empty())
            .findFirst()
            .orElse(null);
    List<String> known =
        ways.stream()
            .flatMap(way ->
                way instanceof WayOut.Translated(String id)
                    ? Stream.of(id)
                    : Stream.<String>empty())
            .toList();
    boolean routesUnknown = region.routeTables() instanceof Unknown;
    return new PrivateSender(
        host,
        evidence,
        uncertainty,
        declared,
        routesUnknown ? translators.candidates(host.vpcId()) : known,
        untraceable);
  }

  /**
   * Adds, to the evidence of a translator's address, the hosts whose mail leaves by it, or may.
   *
   * @param translator the id of a NAT gateway or an interface
   */
  void addEvidence(String translator, RoleEvidence evidence) {
    for (PrivateSender sender : senders) {
      if (!sender.translators().contains(translator)) {
        continue;
      }
      if (sender.uncertainty() != null || sender.evidence() == null) {
        evidence.addUnknown(Objects.requireNonNull(sender.uncertainty()));
      } else if (sender.translators().size() == 1
          && (sender.untraceable() == null || routesNotCollected())) {
        evidence.add(sender.evidence());
      } else {
        evidence.addPossible(
            sender.evidence(),
            new Reason(
                Cause.NOT_ASKED, sender.host().id() + " ec2:DescribeRouteTables", "", "way-out"));
      }
    }
  }

  /** The hosts with evidence of sending whose mail leaves by this translator, or may. */
  List<PrivateHost> behind(String translator) {
    return senders.stream()
        .filter(sender -> sender.evidence() != null)
        .filter(sender -> sender.translators().contains(translator))
        .map(PrivateSender::host)
        .toList();
  }

  /**
   * Whether a host that sends, or one that is declared only to receive, is in the VPC; in any where
   * that is not known.
   */
  boolean existIn(@Nullable String vpcId) {
    return Stream.concat(
            receivers.stream(),
            senders.stream().filter(sender -> sender.evidence() != null).map(PrivateSender::host))
        .anyMatch(host -> vpcId == null || vpcId.equals(host.vpcId()));
  }

  /**
   * The hosts that send, or may, and whose mail leaves by an address that is not known. None where
   * the addresses of the Region could not be listed, which is reported by itself.
   */
  List<PrivateSender> withoutKnownAddress() {
    boolean listed =
        PrivateHosts.listingFailure(region) == null && !(region.natGateways() instanceof Unknown);
    return listed
        ? senders.stream()
            .filter(sender -> sender.evidence() != null || sender.declared())
            .filter(this::leavesUnknown)
            .toList()
        : List.of();
  }

  /**
   * A host without any way out sends nothing, unless it is declared to send. In an older file, the
   * NAT gateways of its VPC are taken for all ways out.
   */
  private boolean leavesUnknown(PrivateSender sender) {
    return sender.translators().isEmpty()
        ? sender.untraceable() != null || sender.declared()
        : sender.untraceable() != null && !routesNotCollected();
  }

  /** Whether routes are missing because an older release, which did not ask, made the file. */
  private boolean routesNotCollected() {
    return region.routeTables() instanceof Unknown<?>(Reason reason)
        && reason.cause() == Cause.NOT_ASKED;
  }

  /**
   * Why it is not known whether hosts send whose routes end where the inventory does not reach;
   * null where there are none.
   */
  @Nullable Reason reasonForUnknownHosts() {
    return routesNotCollected()
        ? null
        : senders.stream()
            .filter(sender -> sender.evidence() == null && !sender.declared())
            .filter(sender -> sender.untraceable() != null)
            .map(PrivateSender::uncertainty)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }
}
