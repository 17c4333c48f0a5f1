package io.todoku.rule;

import io.todoku.rule.Sender.SenderRole;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RoleOverride;
import io.todoku.snapshot.Snapshot;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Classifies, by the evidence in a snapshot, which public addresses send mail. */
final class SenderClassifier {

  /** The classifier of the snapshot that is being judged. */
  private static final ScopedValue<SenderClassifier> SHARED = ScopedValue.newInstance();

  private final Snapshot snapshot;
  private final Map<RegionInventory, PrivateSenders> privateSenders = new IdentityHashMap<>();
  private @Nullable List<Sender> senders;

  private SenderClassifier(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** The classifier of a snapshot: the shared one within {@link #sharing}, otherwise a new one. */
  @SuppressWarnings("ReferenceEquality") // comparing two snapshots costs more than classifying
  static SenderClassifier of(Snapshot snapshot) {
    return SHARED.isBound() && SHARED.get().snapshot == snapshot
        ? SHARED.get()
        : new SenderClassifier(snapshot);
  }

  /** Judges a snapshot with one classifier for all rules, because almost every rule asks for it. */
  static <T> T sharing(Snapshot snapshot, Supplier<T> judge) {
    return ScopedValue.where(SHARED, new SenderClassifier(snapshot)).call(judge::get);
  }

  List<Sender> all() {
    if (senders == null) {
      senders = classifyAll();
    }
    return senders;
  }

  private List<Sender> classifyAll() {
    return snapshot.knownRegions().stream()
        .flatMap(region -> {
          RegionIndex inventory = new RegionIndex(region);
          PrivateSenders privateInstances = privateSenders(region);
          return inventory.addresses().stream()
              .map(a -> classify(region, inventory, a, privateInstances));
        })
        .sorted(
            Comparator.comparing(Sender::role)
                .thenComparing(Sender::region)
                .thenComparing(Sender::address))
        .toList();
  }

  /** The instances that are declared to send and whose public address is not known, by Region. */
  Map<String, List<Instance>> withoutEgressPath() {
    Map<String, List<Instance>> found = new TreeMap<>();
    for (RegionInventory region : snapshot.knownRegions()) {
      List<Instance> instances = privateSenders(region).withoutEgressPath();
      if (!instances.isEmpty()) {
        found.put(region.name(), instances);
      }
    }
    return found;
  }

  /** The instances whose mail leaves by a NAT gateway, or may. */
  List<Instance> instancesBehind(RegionInventory region, String gateway) {
    return privateSenders(region).instancesBehind(gateway);
  }

  private PrivateSenders privateSenders(RegionInventory region) {
    return privateSenders.computeIfAbsent(
        region, unclassified -> new PrivateSenders(unclassified, this::mailTagOf));
  }

  /** What a person declared of an address, or else its own tag. */
  private MailTag mailTagOf(PublicAddress address) {
    RoleOverride override = snapshot.account().roleOverrides().get(address.address());
    if (override == null) {
      return MailTag.of(address.tags());
    }
    return override.sends() ? MailTag.YES : MailTag.NO;
  }

  private Sender classify(
      RegionInventory region,
      RegionIndex inventory,
      PublicAddress address,
      PrivateSenders privateInstances) {
    RoleOverride override = snapshot.account().roleOverrides().get(address.address());
    if (override != null) {
      String day = LocalDate.ofInstant(override.at(), ZoneOffset.UTC).toString();
      String key = override.sends() ? "sender.person-yes" : "sender.person-no";
      return sender(
          region,
          inventory,
          address,
          override.sends() ? SenderRole.SENDS : SenderRole.OVERRULED,
          List.of(Text.of(key, override.by(), day, override.reason())),
          null);
    }
    SenderEvidence evidence = new SenderEvidence();
    Map<String, String> tags = mailTags(inventory, address);
    switch (MailTag.of(tags)) {
      case YES -> evidence.add("sender.tag-yes");
      case NO -> {
        return sender(
            region,
            inventory,
            address,
            SenderRole.OVERRULED,
            List.of(Text.of("sender.tag-no")),
            null);
      }
      case UNCLEAR -> evidence.addUnknown(unclearTagReason(tags));
      case NONE -> addUnknownTags(region, address, evidence);
    }
    boolean declared = evidence.hasEvidence();
    Reason unknownDeclaration = evidence.hasUnknowns() ? evidence.firstUnknownReason() : null;
    snapshot
        .account()
        .mailDomains()
        .forEach(d ->
            new DomainSenderEvidence(snapshot, d.name(), address.address(), evidence).collect());
    addCustomPtr(region, inventory, address, evidence);
    addOpenPorts(region, inventory, address, evidence);
    if (address.kind() == PublicAddress.AddressKind.NAT_GATEWAY) {
      privateInstances.addEvidence(address.id(), evidence);
    } else if (mayBelongToNatGateway(address)) {
      addIfUnknown(region.natGateways(), evidence);
    }
    addSmtpAnswer(address, evidence);
    if (declared || (!evidence.hasEvidence() && !evidence.hasUnknowns())) {
      return sender(region, inventory, address, evidence);
    }
    if (address.managedBy() != null && unknownDeclaration == null) {
      List<Text> why = List.of(Text.of("sender.managed", address.managedBy()));
      return sender(region, inventory, address, SenderRole.RECEIVES, why, null);
    }
    Reason uncertainty =
        address.managedBy() != null ? unknownDeclaration : unknownHolderReason(region, address);
    return uncertainty == null
        ? sender(region, inventory, address, evidence)
        : sender(
            region, inventory, address, SenderRole.UNDETERMINED, evidence.unknowns(), uncertainty);
  }

  /** Whether it may be the address of a NAT gateway that was not listed. */
  private static boolean mayBelongToNatGateway(PublicAddress address) {
    return address.kind() != PublicAddress.AddressKind.IPV6_ADDRESS
        && address.networkInterfaceId() != null
        && address.instanceId() == null
        && address.managedBy() == null;
  }

  /** Why it is not known whether an AWS service holds it; null where that is known. */
  private static @Nullable Reason unknownHolderReason(
      RegionInventory region, PublicAddress address) {
    return address.networkInterfaceId() != null
            && address.instanceId() == null
            && region.networkInterfaces() instanceof Unknown<?>(Reason reason)
        ? reason
        : null;
  }

  private static void addIfUnknown(Observed<?> list, SenderEvidence evidence) {
    if (list instanceof Unknown<?>(Reason reason)) {
      evidence.addUnknown(reason);
    }
  }

  private static Sender sender(
      RegionInventory region,
      RegionIndex inventory,
      PublicAddress address,
      SenderEvidence evidence) {
    if (evidence.hasEvidence()) {
      return sender(region, inventory, address, SenderRole.SENDS, evidence.certain(), null);
    }
    if (evidence.hasPossible()) {
      return sender(
          region,
          inventory,
          address,
          SenderRole.CANDIDATE,
          evidence.possible(),
          evidence.possibleUncertainty());
    }
    return evidence.hasUnknowns()
        ? sender(
            region,
            inventory,
            address,
            SenderRole.UNDETERMINED,
            evidence.unknowns(),
            evidence.firstUnknownReason())
        : sender(region, inventory, address, SenderRole.NO_SIGN, List.of(), null);
  }

  /**
   * Adds what was not listed and may have the tag: the Elastic IP, or the instance, which may be
   * one behind a NAT gateway.
   */
  private static void addUnknownTags(
      RegionInventory region, PublicAddress address, SenderEvidence evidence) {
    boolean elastic =
        address.kind() == PublicAddress.AddressKind.ELASTIC_IP
            || address.kind() == PublicAddress.AddressKind.NAT_GATEWAY;
    if (elastic) {
      addIfUnknown(region.elasticIps(), evidence);
    }
    boolean instances =
        address.instanceId() != null || address.kind() == PublicAddress.AddressKind.NAT_GATEWAY;
    if (instances) {
      addIfUnknown(region.instances(), evidence);
    }
  }

  /** Only an Elastic IP, also that of a NAT gateway, can have a PTR of its own. */
  private static void addCustomPtr(
      RegionInventory region,
      RegionIndex inventory,
      PublicAddress address,
      SenderEvidence evidence) {
    String pointer = inventory.ptrOf(address.address());
    if (pointer != null) {
      evidence.add("sender.ptr", DnsLookup.canonical(pointer));
    }
    boolean elastic =
        address.kind() == PublicAddress.AddressKind.ELASTIC_IP
            || address.kind() == PublicAddress.AddressKind.NAT_GATEWAY;
    if (elastic) {
      addIfUnknown(region.reverseDns(), evidence);
    }
  }

  private static void addOpenPorts(
      RegionInventory region,
      RegionIndex inventory,
      PublicAddress address,
      SenderEvidence evidence) {
    if (address.networkInterfaceId() == null) {
      return;
    }
    if (region.networkInterfaces() instanceof Unknown<?>(Reason reason)) {
      evidence.addUnknown(reason);
      return;
    }
    List<String> groups = inventory.groupsOf(address.networkInterfaceId());
    switch (region.securityGroups()) {
      case Known<List<RegionInventory.SecurityGroup>>(var known) -> {
        IngressRules.openMailPort(known, groups, address.address())
            .ifPresent(port -> evidence.add("sender.port", String.valueOf(port)));
        IngressRules.reasonForUnlistedGroup(known, groups).ifPresent(evidence::addUnknown);
      }
      case Unknown<List<RegionInventory.SecurityGroup>>(var reason) -> evidence.addUnknown(reason);
    }
  }

  private void addSmtpAnswer(PublicAddress address, SenderEvidence evidence) {
    if (snapshot.mailServer(address.address()).dialogue()
            instanceof Known<MailServer.SmtpDialogue>(var d)
        && d.listening()) {
      evidence.add("sender.answered");
    }
  }

  /** The address's own tags, or those of its instance where it has no tag about mail. */
  private static Map<String, String> mailTags(RegionIndex inventory, PublicAddress address) {
    return MailTag.of(address.tags()) == MailTag.NONE
        ? inventory.tagsOf(address.instanceId())
        : address.tags();
  }

  /** The reason for a tag with another value than yes or no. */
  static Reason unclearTagReason(Map<String, String> tags) {
    return new Reason(
        Cause.NOT_CONFIGURED, MailTag.KEY + " = " + tags.get(MailTag.KEY), "", "tag-value");
  }

  private static Sender sender(
      RegionInventory region,
      RegionIndex inventory,
      PublicAddress address,
      SenderRole role,
      List<Text> why,
      @Nullable Reason uncertainty) {
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
        role,
        why,
        uncertainty);
  }
}
