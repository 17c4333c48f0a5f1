package io.todoku.rule;

import io.todoku.rule.PrivateHosts.PrivateHost;
import io.todoku.rule.SharedNetworks.ExitAddress;
import io.todoku.snapshot.AccountNetwork.SendingHost;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
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
  private final SharedNetworks networks;
  private final TranslatorAddresses addresses;

  /**
   * @param addresses of the account in the Region
   * @param accountId the account that is judged
   * @param tagOf what the tags of an address, or a person, declare of it
   */
  PrivateSenders(
      RegionInventory region,
      List<PublicAddress> addresses,
      String accountId,
      Function<PublicAddress, RoleDeclaration> tagOf,
      SharedNetworks networks) {
    this.region = region;
    this.networks = networks;
    this.translators = new TranslatorsOfVpc(region, addresses, tagOf);
    this.addresses = new TranslatorAddresses(addresses, tagOf);
    PrivateHosts.in(region, addresses, accountId).stream()
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
                .or(() ->
                    IngressRules.mailPortForAnyone(groups, groupIds)
                        .map(port ->
                            Question.DOES_HOST_SEND.about(
                                host.id(), IngressRules.source(groupIds, port))))
                .map(reason -> sender(host, null, reason, false)));
  }

  private PrivateSender sender(
      PrivateHost host, @Nullable Text evidence, @Nullable Reason uncertainty, boolean declared) {
    return new PrivateSender(
        host,
        evidence,
        uncertainty,
        declared,
        HostEgress.of(region, host, translators, addresses, networks));
  }

  /**
   * Adds, to the evidence of a translator's address, the hosts whose mail leaves by it, or may.
   *
   * @param translator the id of a NAT gateway or an interface
   */
  void addEvidence(String translator, PublicAddress address, RoleEvidence evidence) {
    boolean only = addresses.isOnly(translator, address);
    for (PrivateSender sender : senders) {
      if (!sender.translators().contains(translator) || !addresses.mayCarry(translator, address)) {
        continue;
      }
      if (sender.uncertainty() != null || sender.evidence() == null) {
        evidence.addUnknown(Objects.requireNonNull(sender.uncertainty()));
      } else if (only
          && sender.translators().size() == 1
          && sender.exits().isEmpty()
          && (sender.untraceable() == null || routesNotCollected())) {
        evidence.add(sender.evidence());
      } else {
        evidence.addPossible(sender.evidence(), severalWaysOut(sender.host()));
      }
    }
  }

  /** Adds the hosts whose mail comes back to an address of this account, or may. */
  void addEvidence(ExitAddress exit, RoleEvidence evidence) {
    for (PrivateSender sender : senders) {
      if (sender.exits().contains(exit) && sender.evidence() != null) {
        if (sender.leavesOnlyByOneEntry()
            && sender.exits().size() == 1
            && sender.untraceable() == null) {
          evidence.add(sender.evidence());
        } else {
          evidence.addPossible(sender.evidence(), severalWaysOut(sender.host()));
        }
      }
    }
  }

  /** Why it is not known by which of several addresses the mail of a host leaves. */
  static Reason severalWaysOut(PrivateHost host) {
    return new Reason(ReasonKind.NOT_ASKED, host.id() + " ec2:DescribeRouteTables", "", "way-out");
  }

  /** The evidence that hosts are tagged to send whose only way out is this translator. */
  List<Text> declaredBehind(String translator) {
    return senders.stream()
        .filter(sender -> sender.declared() && sender.uncertainty() == null)
        .filter(sender -> sender.translators().equals(List.of(translator)))
        .map(PrivateSender::evidence)
        .filter(Objects::nonNull)
        .toList();
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
   * Whether a host that may stand behind a load balancer is in the VPC: one that sends and is not
   * declared to receive nothing, or one that is declared only to receive; in any VPC where that is
   * not known.
   */
  boolean existIn(@Nullable String vpcId) {
    return Stream.concat(
            receivers.stream(),
            senders.stream().filter(sender -> sender.evidence() != null).map(PrivateSender::host))
        .filter(host -> !RoleDeclaration.ofTag(host.tags()).declaresNoReceiving())
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
            .filter(sender -> !sender.host().ofOtherAccount())
            .filter(sender -> sender.evidence() != null || sender.declared())
            .filter(this::leavesUnknown)
            .toList()
        : List.of();
  }

  /** The hosts that send, or may, and whose mail leaves by addresses of other accounts. */
  List<PrivateSender> behindOtherAccounts(String ownAccount) {
    return senders.stream()
        .filter(sender -> sender.evidence() != null || sender.declared())
        .filter(sender ->
            sender.exits().stream().anyMatch(exit -> !exit.accountId().equals(ownAccount)))
        .filter(sender -> !leavesUnknown(sender))
        .toList();
  }

  /** The hosts that send, or may, and whose mail leaves the account by a transit gateway. */
  Stream<SendingHost> byTransitGateway() {
    return senders.stream()
        .filter(sender -> sender.evidence() != null || sender.declared())
        .flatMap(sender ->
            sender.entries().stream()
                .map(entry ->
                    new SendingHost(sender.host().id(), entry, sender.leavesOnlyByOneEntry())));
  }

  /**
   * A host without any way out sends nothing, unless it is declared to send. In an older file, the
   * NAT gateways of its VPC are taken for all ways out.
   */
  private boolean leavesUnknown(PrivateSender sender) {
    return sender.translators().isEmpty()
        ? sender.untraceable() != null || (sender.declared() && sender.exits().isEmpty())
        : sender.untraceable() != null && !routesNotCollected();
  }

  /** Whether routes are missing because an older release, which did not ask, made the file. */
  private boolean routesNotCollected() {
    return region.routeTables() instanceof Unknown<?>(Reason reason)
        && reason.kind() == ReasonKind.NOT_ASKED;
  }

  /**
   * Why it is not known whether hosts send whose routes lead to other accounts, or to where the
   * inventory does not reach; null where there are none.
   */
  @Nullable Reason reasonForUnknownHosts() {
    return routesNotCollected()
        ? null
        : senders.stream()
            .filter(sender -> !sender.host().ofOtherAccount())
            .filter(sender -> sender.evidence() == null && !sender.declared())
            .filter(sender -> sender.untraceable() != null || !sender.exits().isEmpty())
            .map(PrivateSender::uncertainty)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }
}
