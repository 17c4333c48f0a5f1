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

/** Works out, from the evidence in a snapshot, which public addresses send mail. */
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
          PrivateSenders hidden = privateSenders(region);
          return inventory.addresses().stream().map(a -> classify(region, inventory, a, hidden));
        })
        .sorted(
            Comparator.comparing(Sender::role)
                .thenComparing(Sender::region)
                .thenComparing(Sender::address))
        .toList();
  }

  /** The instances that are declared to send by an address that is not seen, by Region. */
  Map<String, List<Instance>> withoutEgressPath() {
    Map<String, List<Instance>> found = new TreeMap<>();
    for (RegionInventory region : snapshot.knownRegions()) {
      List<Instance> here = privateSenders(region).withoutEgressPath();
      if (!here.isEmpty()) {
        found.put(region.name(), here);
      }
    }
    return found;
  }

  /** The instances that send by a NAT gateway, or may. */
  List<Instance> instancesBehind(RegionInventory region, String gateway) {
    return privateSenders(region).instancesBehind(gateway);
  }

  private PrivateSenders privateSenders(RegionInventory region) {
    return privateSenders.computeIfAbsent(
        region, unclassified -> new PrivateSenders(unclassified, this::mailTagOf));
  }

  /** What a person says of an address, or else its own tag. */
  private MailTag mailTagOf(PublicAddress address) {
    RoleOverride chosen = snapshot.account().roleOverrides().get(address.address());
    if (chosen == null) {
      return MailTag.of(address.tags());
    }
    return chosen.sends() ? MailTag.YES : MailTag.NO;
  }

  private Sender classify(
      RegionInventory region, RegionIndex inventory, PublicAddress address, PrivateSenders hidden) {
    RoleOverride chosen = snapshot.account().roleOverrides().get(address.address());
    if (chosen != null) {
      String day = LocalDate.ofInstant(chosen.at(), ZoneOffset.UTC).toString();
      String key = chosen.sends() ? "sender.person-yes" : "sender.person-no";
      return sender(
          region,
          inventory,
          address,
          chosen.sends() ? SenderRole.SENDS : SenderRole.OVERRULED,
          List.of(Text.of(key, chosen.by(), day, chosen.reason())),
          null);
    }
    SenderEvidence signs = new SenderEvidence();
    Map<String, String> tags = mailTags(inventory, address);
    switch (MailTag.of(tags)) {
      case YES -> signs.add("sender.tag-yes");
      case NO -> {
        return sender(
            region,
            inventory,
            address,
            SenderRole.OVERRULED,
            List.of(Text.of("sender.tag-no")),
            null);
      }
      case UNCLEAR -> signs.addUnknown(unclearTagReason(tags));
      case NONE -> addUnknownTags(region, address, signs);
    }
    boolean declared = signs.hasEvidence();
    Reason perhapsDeclared = signs.hasUnknowns() ? signs.firstUnknownReason() : null;
    snapshot
        .account()
        .mailDomains()
        .forEach(
            d -> new DomainSenderEvidence(snapshot, d.name(), address.address(), signs).collect());
    addCustomPtr(region, inventory, address, signs);
    addOpenPorts(region, inventory, address, signs);
    if (address.kind() == PublicAddress.AddressKind.NAT_GATEWAY) {
      hidden.addEvidence(address.id(), signs);
    } else if (mayBelongToNatGateway(address)) {
      addIfUnknown(region.natGateways(), signs);
    }
    addSmtpAnswer(address, signs);
    if (declared || (!signs.hasEvidence() && !signs.hasUnknowns())) {
      return sender(region, inventory, address, signs);
    }
    if (address.managedBy() != null && perhapsDeclared == null) {
      List<Text> why = List.of(Text.of("sender.managed", address.managedBy()));
      return sender(region, inventory, address, SenderRole.RECEIVES, why, null);
    }
    Reason doubt =
        address.managedBy() != null ? perhapsDeclared : unknownHolderReason(region, address);
    return doubt == null
        ? sender(region, inventory, address, signs)
        : sender(region, inventory, address, SenderRole.UNDETERMINED, signs.unknowns(), doubt);
  }

  /** Whether a gateway that is not listed may hold it: none holds an instance's. */
  private static boolean mayBelongToNatGateway(PublicAddress address) {
    return address.kind() != PublicAddress.AddressKind.IPV6_ADDRESS
        && address.networkInterfaceId() != null
        && address.instanceId() == null
        && address.managedBy() == null;
  }

  /** Why an AWS service may take mail in by it; null where it is known that none does. */
  private static @Nullable Reason unknownHolderReason(
      RegionInventory region, PublicAddress address) {
    return address.networkInterfaceId() != null
            && address.instanceId() == null
            && region.networkInterfaces() instanceof Unknown<?>(Reason reason)
        ? reason
        : null;
  }

  private static void addIfUnknown(Observed<?> list, SenderEvidence signs) {
    if (list instanceof Unknown<?>(Reason reason)) {
      signs.addUnknown(reason);
    }
  }

  private static Sender sender(
      RegionInventory region, RegionIndex inventory, PublicAddress address, SenderEvidence signs) {
    if (signs.hasEvidence()) {
      return sender(region, inventory, address, SenderRole.SENDS, signs.certain(), null);
    }
    if (signs.hasPossible()) {
      return sender(
          region,
          inventory,
          address,
          SenderRole.CANDIDATE,
          signs.possible(),
          signs.possibleUncertainty());
    }
    return signs.hasUnknowns()
        ? sender(
            region,
            inventory,
            address,
            SenderRole.UNDETERMINED,
            signs.unknowns(),
            signs.firstUnknownReason())
        : sender(region, inventory, address, SenderRole.NO_SIGN, List.of(), null);
  }

  /**
   * A tag stands on the Elastic IP or on the instance, be it one behind a NAT gateway; what was not
   * listed may bear one.
   */
  private static void addUnknownTags(
      RegionInventory region, PublicAddress address, SenderEvidence signs) {
    boolean elastic =
        address.kind() == PublicAddress.AddressKind.ELASTIC_IP
            || address.kind() == PublicAddress.AddressKind.NAT_GATEWAY;
    if (elastic) {
      addIfUnknown(region.elasticIps(), signs);
    }
    boolean instances =
        address.instanceId() != null || address.kind() == PublicAddress.AddressKind.NAT_GATEWAY;
    if (instances) {
      addIfUnknown(region.instances(), signs);
    }
  }

  /** Only an Elastic IP, also that of a NAT gateway, can have a PTR of its own. */
  private static void addCustomPtr(
      RegionInventory region, RegionIndex inventory, PublicAddress address, SenderEvidence signs) {
    String pointer = inventory.ptrOf(address.address());
    if (pointer != null) {
      signs.add("sender.ptr", DnsLookup.canonical(pointer));
    }
    boolean elastic =
        address.kind() == PublicAddress.AddressKind.ELASTIC_IP
            || address.kind() == PublicAddress.AddressKind.NAT_GATEWAY;
    if (elastic) {
      addIfUnknown(region.reverseDns(), signs);
    }
  }

  private static void addOpenPorts(
      RegionInventory region, RegionIndex inventory, PublicAddress address, SenderEvidence signs) {
    if (address.networkInterfaceId() == null) {
      return;
    }
    if (region.networkInterfaces() instanceof Unknown<?>(Reason reason)) {
      signs.addUnknown(reason);
      return;
    }
    List<String> groups = inventory.groupsOf(address.networkInterfaceId());
    switch (region.securityGroups()) {
      case Known<List<RegionInventory.SecurityGroup>>(var known) -> {
        IngressRules.openMailPort(known, groups, address.address())
            .ifPresent(port -> signs.add("sender.port", String.valueOf(port)));
        IngressRules.reasonForUnlistedGroup(known, groups).ifPresent(signs::addUnknown);
      }
      case Unknown<List<RegionInventory.SecurityGroup>>(var reason) -> signs.addUnknown(reason);
    }
  }

  private void addSmtpAnswer(PublicAddress address, SenderEvidence signs) {
    if (snapshot.mailServer(address.address()).dialogue()
            instanceof Known<MailServer.SmtpDialogue>(var d)
        && d.listening()) {
      signs.add("sender.answered");
    }
  }

  /** Those that say whether it sends: its own, or else those of its instance. */
  private static Map<String, String> mailTags(RegionIndex inventory, PublicAddress address) {
    return MailTag.of(address.tags()) == MailTag.NONE
        ? inventory.tagsOf(address.instanceId())
        : address.tags();
  }

  /** Why a tag of another value than yes or no says nothing. */
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
      @Nullable Reason doubt) {
    String own = address.tags().get("Name");
    return new Sender(
        new Resource(
            Resource.Type.valueOf(address.kind().name()),
            address.id(),
            region.name(),
            address.address(),
            own != null ? own : inventory.tagsOf(address.instanceId()).get("Name")),
        region.name(),
        address.allocationId(),
        address.instanceId(),
        address.idle(),
        role,
        why,
        doubt);
  }
}
