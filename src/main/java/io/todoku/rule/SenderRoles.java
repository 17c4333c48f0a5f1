package io.todoku.rule;

import io.todoku.rule.Sender.Role;
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
import io.todoku.snapshot.RoleChoice;
import io.todoku.snapshot.Snapshot;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Works out, from the evidence in a snapshot, which public addresses send mail. */
final class SenderRoles {

  private final Snapshot snapshot;

  SenderRoles(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  List<Sender> all() {
    return snapshot.knownRegions().stream()
        .flatMap(region -> {
          Inventory inventory = new Inventory(region);
          PrivateSenders hidden = hidden(region);
          return inventory.addresses().stream().map(a -> judge(region, inventory, a, hidden));
        })
        .sorted(
            Comparator.comparing(Sender::role)
                .thenComparing(Sender::region)
                .thenComparing(Sender::address))
        .toList();
  }

  /** The instances that are declared to send by an address that is not seen, by Region. */
  Map<String, List<Instance>> withoutWayOut() {
    Map<String, List<Instance>> found = new TreeMap<>();
    for (RegionInventory region : snapshot.knownRegions()) {
      List<Instance> here = hidden(region).withoutWayOut();
      if (!here.isEmpty()) {
        found.put(region.name(), here);
      }
    }
    return found;
  }

  /** The instances that send by a NAT gateway, or may. */
  List<Instance> behind(RegionInventory region, String gateway) {
    return hidden(region).behind(gateway);
  }

  private PrivateSenders hidden(RegionInventory region) {
    return new PrivateSenders(region, this::said);
  }

  /** What a person says of an address, or else its own tag. */
  private MailTag said(PublicAddress address) {
    RoleChoice chosen = snapshot.account().roleOverrides().get(address.address());
    if (chosen == null) {
      return MailTag.of(address.tags());
    }
    return chosen.sends() ? MailTag.YES : MailTag.NO;
  }

  private Sender judge(
      RegionInventory region, Inventory inventory, PublicAddress address, PrivateSenders hidden) {
    RoleChoice chosen = snapshot.account().roleOverrides().get(address.address());
    if (chosen != null) {
      String day = LocalDate.ofInstant(chosen.at(), ZoneOffset.UTC).toString();
      String key = chosen.sends() ? "sender.person-yes" : "sender.person-no";
      return sender(
          region,
          inventory,
          address,
          chosen.sends() ? Role.SENDS : Role.OVERRULED,
          List.of(Text.of(key, chosen.by(), day, chosen.reason())),
          null);
    }
    Signs signs = new Signs();
    Map<String, String> tags = tags(inventory, address);
    switch (MailTag.of(tags)) {
      case YES -> signs.see("sender.tag-yes");
      case NO -> {
        return sender(
            region, inventory, address, Role.OVERRULED, List.of(Text.of("sender.tag-no")), null);
      }
      case UNCLEAR -> signs.miss(unclear(tags));
      case NONE -> unseenTags(region, address, signs);
    }
    boolean declared = signs.any();
    Reason perhapsDeclared = signs.missed() ? signs.doubt() : null;
    snapshot
        .account()
        .mailDomains()
        .forEach(d -> new DomainSigns(snapshot, d.name(), address.address(), signs).look());
    customPtr(region, inventory, address, signs);
    openPorts(region, inventory, address, signs);
    if (address.kind() == PublicAddress.Kind.NAT_GATEWAY) {
      hidden.look(address.id(), signs);
    } else if (mayBeGateways(address)) {
      ifUnknown(region.natGateways(), signs);
    }
    answers(address, signs);
    if (declared || (!signs.any() && !signs.missed())) {
      return sender(region, inventory, address, signs);
    }
    if (address.managedBy() != null && perhapsDeclared == null) {
      List<Text> why = List.of(Text.of("sender.managed", address.managedBy()));
      return sender(region, inventory, address, Role.RECEIVES, why, null);
    }
    Reason doubt = address.managedBy() != null ? perhapsDeclared : unseenHolder(region, address);
    return doubt == null
        ? sender(region, inventory, address, signs)
        : sender(region, inventory, address, Role.UNDETERMINED, signs.unseen(), doubt);
  }

  /** Whether a gateway that is not listed may hold it: none holds an instance's. */
  private static boolean mayBeGateways(PublicAddress address) {
    return address.kind() != PublicAddress.Kind.IPV6_ADDRESS
        && address.networkInterfaceId() != null
        && address.instanceId() == null
        && address.managedBy() == null;
  }

  /** Why an AWS service may take mail in by it; null where it is known that none does. */
  private static @Nullable Reason unseenHolder(RegionInventory region, PublicAddress address) {
    return address.networkInterfaceId() != null
            && address.instanceId() == null
            && region.networkInterfaces() instanceof Unknown<?>(Reason reason)
        ? reason
        : null;
  }

  private static void ifUnknown(Observed<?> list, Signs signs) {
    if (list instanceof Unknown<?>(Reason reason)) {
      signs.miss(reason);
    }
  }

  private static Sender sender(
      RegionInventory region, Inventory inventory, PublicAddress address, Signs signs) {
    if (signs.any()) {
      return sender(region, inventory, address, Role.SENDS, signs.seen(), null);
    }
    if (signs.anyPerhaps()) {
      return sender(
          region, inventory, address, Role.CANDIDATE, signs.perhaps(), signs.perhapsNot());
    }
    return signs.missed()
        ? sender(region, inventory, address, Role.UNDETERMINED, signs.unseen(), signs.doubt())
        : sender(region, inventory, address, Role.NO_SIGN, List.of(), null);
  }

  /**
   * A tag stands on the Elastic IP or on the instance, be it one behind a NAT gateway; what was not
   * listed may bear one.
   */
  private static void unseenTags(RegionInventory region, PublicAddress address, Signs signs) {
    boolean elastic =
        address.kind() == PublicAddress.Kind.ELASTIC_IP
            || address.kind() == PublicAddress.Kind.NAT_GATEWAY;
    if (elastic) {
      ifUnknown(region.elasticIps(), signs);
    }
    boolean instances =
        address.instanceId() != null || address.kind() == PublicAddress.Kind.NAT_GATEWAY;
    if (instances) {
      ifUnknown(region.instances(), signs);
    }
  }

  /** Only an Elastic IP, also that of a NAT gateway, can have a PTR of its own. */
  private static void customPtr(
      RegionInventory region, Inventory inventory, PublicAddress address, Signs signs) {
    String pointer = inventory.pointerOf(address.address());
    if (pointer != null) {
      signs.see("sender.ptr", DnsLookup.canonical(pointer));
    }
    boolean elastic =
        address.kind() == PublicAddress.Kind.ELASTIC_IP
            || address.kind() == PublicAddress.Kind.NAT_GATEWAY;
    if (elastic) {
      ifUnknown(region.reverseDns(), signs);
    }
  }

  private static void openPorts(
      RegionInventory region, Inventory inventory, PublicAddress address, Signs signs) {
    if (address.networkInterfaceId() == null) {
      return;
    }
    if (region.networkInterfaces() instanceof Unknown<?>(Reason reason)) {
      signs.miss(reason);
      return;
    }
    List<String> groups = inventory.groupsOf(address.networkInterfaceId());
    switch (region.securityGroups()) {
      case Known<List<RegionInventory.SecurityGroup>>(var known) -> {
        Ingresses.openMailPort(known, groups, address.address())
            .ifPresent(port -> signs.see("sender.port", String.valueOf(port)));
        Ingresses.unlisted(known, groups).ifPresent(signs::miss);
      }
      case Unknown<List<RegionInventory.SecurityGroup>>(var reason) -> signs.miss(reason);
    }
  }

  private void answers(PublicAddress address, Signs signs) {
    if (snapshot.server(address.address()).dialogue() instanceof Known<MailServer.Dialogue>(var d)
        && d.listening()) {
      signs.see("sender.answered");
    }
  }

  /** Those that say whether it sends: its own, or else those of its instance. */
  private static Map<String, String> tags(Inventory inventory, PublicAddress address) {
    return MailTag.of(address.tags()) == MailTag.NONE
        ? inventory.tagsOf(address.instanceId())
        : address.tags();
  }

  /** Why a tag of another value than yes or no says nothing. */
  static Reason unclear(Map<String, String> tags) {
    return new Reason(
        Cause.NOT_CONFIGURED, MailTag.KEY + " = " + tags.get(MailTag.KEY), "", "tag-value");
  }

  private static Sender sender(
      RegionInventory region,
      Inventory inventory,
      PublicAddress address,
      Role role,
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
