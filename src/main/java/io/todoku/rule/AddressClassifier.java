package io.todoku.rule;

import io.todoku.rule.Sender.Receiving;
import io.todoku.rule.Sender.ReceivingRole;
import io.todoku.rule.Sender.Sending;
import io.todoku.rule.Sender.SendingRole;
import io.todoku.rule.SharedNetworks.ExitAddress;
import io.todoku.rule.SharedNetworks.HostElsewhere;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.PublicAddress.AddressKind;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import io.todoku.snapshot.Snapshot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Classifies one public address: whether it receives mail, whether it sends, and for whom. */
final class AddressClassifier {

  private static final int SMTP_PORT = 25;

  private final Snapshot snapshot;
  private final RegionInventory region;
  private final RegionIndex inventory;
  private final PrivateSenders privateSenders;
  private final SharedNetworks networks;
  private final DomainSpf spf;
  private final PublicAddress address;
  private final RoleDeclaration declaration;
  private final RoleEvidence receiving = new RoleEvidence();
  private final RoleEvidence sending = new RoleEvidence();
  private final Set<String> mxDomains = new LinkedHashSet<>();
  private final Set<String> spfDomains = new LinkedHashSet<>();

  AddressClassifier(
      Snapshot snapshot,
      RegionInventory region,
      RegionIndex inventory,
      PrivateSenders privateSenders,
      SharedNetworks networks,
      DomainSpf spf,
      PublicAddress address,
      RoleDeclaration declaration) {
    this.snapshot = snapshot;
    this.region = region;
    this.inventory = inventory;
    this.privateSenders = privateSenders;
    this.networks = networks;
    this.spf = spf;
    this.address = address;
    this.declaration = declaration;
  }

  Sender classify() {
    for (MailDomain domain : snapshot.account().distinctDomains()) {
      DomainEvidence evidence =
          new DomainEvidence(snapshot, domain.name(), address.address(), sending);
      if (evidence.addReceiving(receiving)) {
        mxDomains.add(domain.name());
      }
      if (evidence.addSending()) {
        spfDomains.add(domain.name());
      }
    }
    Receiving receivingRole = classifyReceiving();
    Sending sendingRole = classifySending(receivingRole);
    SenderDomains domains =
        new SenderDomains(snapshot, address.address(), declaration, mxDomains, spfDomains, spf);
    String name = address.tags().get("Name");
    return new Sender(
        new Resource(
            Resource.Type.valueOf(address.kind().name()),
            address.id(),
            region.name(),
            address.address(),
            name != null ? name : inventory.tagsOf(address.instanceId()).get("Name")),
        region.name(),
        address.allocationId(),
        address.instanceId(),
        address.idle(),
        sendingRole,
        receivingRole,
        domains.domains(belongsToOnlyDomain(sendingRole.role())),
        domains.openDomains());
  }

  /**
   * Whether it sends for the only domain of the account where no record says for which: it is
   * declared to send, private hosts send by it, or it is open whether it sends at all.
   */
  private boolean belongsToOnlyDomain(SendingRole role) {
    return switch (role) {
      case SENDS -> declaration.declaresSending() || hasPrivateSenderBehind();
      case CANDIDATE, UNDETERMINED -> true;
      case NO_SIGN, OVERRULED -> false;
    };
  }

  private Receiving classifyReceiving() {
    if (declaration.declaresReceiving() && address.kind() != AddressKind.NAT_GATEWAY) {
      receiving.add(declaration.receivingText());
    }
    MailPort mailPort = new MailPort(snapshot, region, inventory, address);
    mailPort.addEvidence(receiving);
    if (receiving.hasEvidence()) {
      return new Receiving(ReceivingRole.RECEIVES, receiving.certain());
    }
    if (declaration.declaresNoReceiving()) {
      return new Receiving(ReceivingRole.OVERRULED, List.of(declaration.receivingText()));
    }
    return receiving.hasUnknowns() && !mailPort.refusedConnection()
        ? new Receiving(ReceivingRole.UNDETERMINED, receiving.unknowns())
        : new Receiving(ReceivingRole.NO_SIGN, List.of());
  }

  private Sending classifySending(Receiving receivingRole) {
    if (declaration.declaresNoSending() && !contradictingTags().isEmpty()) {
      return new Sending(
          SendingRole.UNDETERMINED,
          contradictingTags(),
          Question.TAGS_CONTRADICT.about(address.address(), MailTag.KEY + " " + address.address()));
    }
    if (declaration.declaresNoSending()) {
      return new Sending(SendingRole.OVERRULED, List.of(declaration.text()), null);
    }
    if (declaredToSend()) {
      sending.add(declaration.text());
      addOtherEvidence(receivingRole);
      return sendingRole();
    }
    RoleEvidence declarations = new RoleEvidence();
    if (declaration.unclear() != null) {
      declarations.addUnknown(declaration.unclear());
    } else {
      addUnknownTags(declarations);
    }
    sending.addUnknownsOf(declarations);
    if (address.managedBy() != null) {
      return declarations.hasUnknowns()
          ? new Sending(
              SendingRole.UNDETERMINED, declarations.unknowns(), declarations.firstUnknownReason())
          : new Sending(
              SendingRole.NO_SIGN,
              List.of(Text.of("sender.managed", InterfaceManager.describe(address.managedBy()))),
              null);
    }
    addOtherEvidence(receivingRole);
    Reason unknownHolder = unknownHolderReason();
    return unknownHolder != null && (sending.hasEvidence() || sending.hasUnknowns())
        ? new Sending(SendingRole.UNDETERMINED, sending.unknowns(), unknownHolder)
        : sendingRole();
  }

  /**
   * Whether a person or a tag declares that mail leaves from it. The tag of a dual-stack instance
   * does not mean its IPv6 address, which many mail servers do not send from.
   */
  private boolean declaredToSend() {
    return declaration.declaresSending()
        && (address.kind() != AddressKind.IPV6_ADDRESS
            || snapshot.account().roleOverrides().containsKey(address.address()));
  }

  private void addOtherEvidence(Receiving receivingRole) {
    addHostsBehind();
    addHostsByTransitGateway();
    addHiddenRoutes();
    if (address.kind() == AddressKind.SES_ADDRESS) {
      sending.add("sender.ses");
    }
    if (!sending.hasEvidence() && mayProveToReceive(receivingRole)) {
      sending.addUnknown(Reason.of(ReasonKind.NOT_YET, address.address(), ""));
      return;
    }
    if (canBeServer() && receivingRole.role() == ReceivingRole.RECEIVES && !sending.hasEvidence()) {
      if (addQuestionToReceiver()) {
        return; // its PTR may be for the name that receives
      }
      addWayOutOfReceiver();
    }
    addCustomPtr();
    if (canBeServer() && receivingRole.role() == ReceivingRole.UNDETERMINED) {
      sending.addUnknownsOf(receiving);
    }
    if (canBeServer() && receivingRole.role() == ReceivingRole.NO_SIGN) {
      addQuestionToInsideRelay();
    }
  }

  /**
   * Whether the scan, which is still running, may find a server there that takes mail in, so that
   * it becomes a question whether it sends.
   */
  private boolean mayProveToReceive(Receiving receivingRole) {
    return snapshot.hasRunningScan()
        && canBeServer()
        && (snapshot.awaitsDns() || receivingRole.role() != ReceivingRole.RECEIVES)
        && (snapshot.awaitsDns()
            || !IngressRules.isKnownClosed(region, address.address(), SMTP_PORT));
  }

  /** A server whose groups take mail only from inside is not seen from outside, but sends it on. */
  private void addQuestionToInsideRelay() {
    if (new MailPort(snapshot, region, inventory, address).refusedConnection()) {
      return;
    }
    List<String> groupIds = groupIds();
    IngressRules.mailPortForAnyone(region.securityGroups().orElse(List.of()), groupIds)
        .ifPresent(port ->
            sending.addUnknown(
                Text.of(
                    "sender.question.inside", String.valueOf(port), String.join(", ", groupIds)),
                Question.DOES_RELAY_SEND.about(
                    address.address(), IngressRules.source(groupIds, port))));
  }

  private boolean canBeServer() {
    return switch (address.kind()) {
      case ELASTIC_IP, PUBLIC_IP, CARRIER_ADDRESS, LIGHTSAIL_ADDRESS -> !address.idle();
      case IPV6_ADDRESS, NAT_GATEWAY, SES_ADDRESS -> false;
    };
  }

  private Sending sendingRole() {
    if (sending.hasEvidence()) {
      return new Sending(SendingRole.SENDS, sending.certain(), null);
    }
    if (sending.hasPossible()) {
      return new Sending(SendingRole.CANDIDATE, sending.possible(), sending.possibleUncertainty());
    }
    return sending.hasUnknowns()
        ? new Sending(SendingRole.UNDETERMINED, sending.unknowns(), sending.firstUnknownReason())
        : new Sending(SendingRole.NO_SIGN, List.of(), null);
  }

  /** What was not listed and may have the tag: the Elastic IP, or the instance. */
  private void addUnknownTags(RoleEvidence declarations) {
    if (isElastic()) {
      addIfUnknown(region.elasticIps(), declarations);
    }
    if (address.instanceId() != null || address.kind() == AddressKind.NAT_GATEWAY) {
      addIfUnknown(region.instances(), declarations);
    }
  }

  private boolean isElastic() {
    return address.kind() == AddressKind.ELASTIC_IP || address.kind() == AddressKind.NAT_GATEWAY;
  }

  private static void addIfUnknown(Observed<?> list, RoleEvidence evidence) {
    if (list instanceof Unknown<?>(Reason reason)) {
      evidence.addUnknown(reason);
    }
  }

  /**
   * A PTR that the account chose, because it is only needed for mail. One that is generated from
   * the address, as for each address of a range, shows nothing of mail.
   */
  private void addCustomPtr() {
    String pointer = inventory.ptrOf(address.address());
    if (pointer != null && !GenericName.isGeneric(pointer, address.address())) {
      sending.add("sender.ptr", DnsLookup.canonical(pointer));
    } else if (address.kind() == AddressKind.IPV6_ADDRESS
        || address.kind() == AddressKind.LIGHTSAIL_ADDRESS
        || inventory.isOwnAddress(address.address())) {
      addPublishedPtr();
    } else if (isElastic()) {
      addIfUnknown(region.reverseDns(), sending);
    }
  }

  /** EC2 does not know of these PTRs, so public DNS shows them. */
  private void addPublishedPtr() {
    switch (snapshot.ptrLookup(address.address()).answer()) {
      case Known<DnsAnswer>(DnsAnswer answer) ->
          answer.records().stream()
              .map(DnsLookup::canonical)
              .filter(name -> !GenericName.isGeneric(name, address.address()))
              .forEach(name -> sending.add("sender.ptr", name));
      case Unknown<DnsAnswer>(Reason reason) -> sending.addUnknown(reason);
    }
  }

  /** The private hosts whose mail leaves by this NAT gateway, NAT instance or appliance. */
  private void addHostsBehind() {
    if (address.kind() == AddressKind.NAT_GATEWAY) {
      privateSenders.addEvidence(address.id(), address, sending);
      addIfUnknown(region.networkInterfaces(), sending); // of hosts that are no instances
    } else if (address.networkInterfaceId() != null && address.kind() != AddressKind.IPV6_ADDRESS) {
      privateSenders.addEvidence(address.networkInterfaceId(), address, sending);
      if (address.instanceId() == null && address.managedBy() == null) {
        addIfUnknown(region.natGateways(), sending); // it may be the address of a NAT gateway
      }
    }
  }

  /** The private hosts, of other accounts mostly, whose mail comes here by a transit gateway. */
  private void addHostsByTransitGateway() {
    ExitAddress exit = new ExitAddress(snapshot.account().id(), address.address());
    privateSenders.addEvidence(exit, sending);
    for (HostElsewhere host : networks.hostsBehind(exit)) {
      Text evidence = Text.of("sender.private-elsewhere", host.id(), host.accountId());
      if (host.certain()) {
        sending.add(evidence);
      } else {
        sending.addPossible(
            evidence,
            new Reason(
                ReasonKind.INCONCLUSIVE, host.id() + " ec2:DescribeRouteTables", "", "way-out"));
      }
    }
  }

  /**
   * Where the routes of the account are hidden, mail of other accounts that enters it by a transit
   * gateway may leave by any of its gateways.
   */
  private void addHiddenRoutes() {
    if (translatesForOthers() && networks.haveHostsWithUnknownExit()) {
      addIfUnknown(region.routeTables(), sending);
      addIfUnknown(region.transitGatewayAttachments(), sending);
      addIfUnknown(region.transitGatewayRouteTables(), sending);
    }
  }

  private boolean translatesForOthers() {
    NetworkInterface nic = inventory.interfaceOf(address);
    return address.kind() == AddressKind.NAT_GATEWAY
        || (nic != null && Boolean.FALSE.equals(nic.details().sourceDestCheck()));
  }

  /**
   * The tags of private hosts that send by this address, which speak against its own tag; none
   * where a person decided in the app.
   */
  private List<Text> contradictingTags() {
    String translator = translatorId();
    return translator == null || snapshot.account().roleOverrides().containsKey(address.address())
        ? List.of()
        : privateSenders.declaredBehind(translator);
  }

  private @Nullable String translatorId() {
    return address.kind() == AddressKind.NAT_GATEWAY ? address.id() : address.networkInterfaceId();
  }

  private boolean hasPrivateSenderBehind() {
    String translator = translatorId();
    return translator != null && !privateSenders.behind(translator).isEmpty();
  }

  /**
   * Whether it is open that a server that takes mail in sends any: its groups close port 25, or SPF
   * of its domains names only others.
   */
  private boolean addQuestionToReceiver() {
    if (!mxDomains.isEmpty() && mxDomains.stream().allMatch(spf::namesNoOwnAddress)) {
      String domains = String.join(", ", mxDomains);
      sending.addUnknown(
          Text.of("sender.question.spf", domains),
          Question.DOES_IT_SEND.about(address.address(), "SPF " + domains));
      return true;
    }
    if (smtpEgress() instanceof Known<Boolean>(Boolean open) && !open) {
      String groups = String.join(", ", groupIds());
      sending.addUnknown(
          Text.of("sender.question.groups", groups),
          Question.DOES_IT_SEND.about(address.address(), "ec2:DescribeSecurityGroups " + groups));
      return true;
    }
    return false;
  }

  /** A server that takes mail in sends too, at least bounces, where port 25 lets it. */
  private void addWayOutOfReceiver() {
    switch (smtpEgress()) {
      case Unknown<Boolean>(Reason reason) -> sending.addUnknown(reason);
      case Known<Boolean> _ -> {
        if (inventory.isOnlyIpv4AddressOfHost(address)) {
          sending.add("sender.way-out");
        } else {
          sending.addPossible(Text.of("sender.way-out"), severalAddresses());
        }
      }
    }
  }

  /**
   * Mail leaves by the primary private address of one interface, which EC2 does not name for each
   * public address.
   */
  private Reason severalAddresses() {
    return Question.WHICH_ADDRESS.about(
        address.address(), address.instanceId() + " ec2:DescribeNetworkInterfaces");
  }

  private Observed<Boolean> smtpEgress() {
    if (address.kind() == AddressKind.LIGHTSAIL_ADDRESS) {
      return Observed.known(true); // its firewall filters nothing that leaves
    }
    if (region.networkInterfaces() instanceof Unknown<?>(Reason reason)) {
      return Observed.unknown(reason);
    }
    return switch (region.securityGroups()) {
      case Unknown<List<SecurityGroup>>(Reason reason) -> Observed.unknown(reason);
      case Known<List<SecurityGroup>>(List<SecurityGroup> groups) ->
          EgressRules.letSmtpOut(groups, groupIds());
    };
  }

  private List<String> groupIds() {
    return address.networkInterfaceId() == null
        ? List.of()
        : inventory.groupsOf(address.networkInterfaceId());
  }

  /** Why it is not known whether an AWS service holds it; null where that is known. */
  private @Nullable Reason unknownHolderReason() {
    return address.networkInterfaceId() != null
            && address.instanceId() == null
            && region.networkInterfaces() instanceof Unknown<?>(Reason reason)
        ? reason
        : null;
  }
}
