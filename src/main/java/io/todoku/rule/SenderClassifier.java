package io.todoku.rule;

import io.todoku.rule.PrivateHosts.PrivateHost;
import io.todoku.snapshot.AccountNetwork.SendingHost;
import io.todoku.snapshot.NaturalOrder;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RoleOverride;
import io.todoku.snapshot.Snapshot;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Classifies, by the evidence in a snapshot, which public addresses send and receive mail. */
final class SenderClassifier {

  /** The classifier of the snapshot that is being judged. */
  private static final ScopedValue<SenderClassifier> SHARED = ScopedValue.newInstance();

  private final Snapshot snapshot;
  private final Map<RegionInventory, RegionIndex> indexes = new IdentityHashMap<>();
  private final Map<RegionInventory, PrivateSenders> privateSenders = new IdentityHashMap<>();
  private final SharedNetworks networks;
  private @Nullable List<Sender> senders;

  private SenderClassifier(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.networks =
        new SharedNetworks(
            AccountNetworks.withoutHosts(snapshot), snapshot.account().networksOfOtherAccounts());
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
    DomainSpf spf =
        new DomainSpf(
            snapshot,
            snapshot.knownRegions().stream()
                .flatMap(region -> index(region).addresses().stream())
                .filter(a -> a.kind() != PublicAddress.AddressKind.SES_ADDRESS)
                .map(PublicAddress::address)
                .toList());
    return snapshot.knownRegions().stream()
        .flatMap(region ->
            index(region).addresses().stream()
                .map(address ->
                    new AddressClassifier(
                            snapshot,
                            region,
                            index(region),
                            privateSenders(region),
                            networks,
                            spf,
                            address,
                            declarationOf(index(region), address))
                        .classify()))
        .sorted(
            Comparator.comparing(Sender::role)
                .thenComparing(Sender::region)
                .thenComparing(Sender::address, NaturalOrder.INSTANCE))
        .toList();
  }

  /** The private hosts that may send and whose public address is not known, by Region. */
  Map<String, List<PrivateSender>> withoutKnownAddress() {
    Map<String, List<PrivateSender>> found = new TreeMap<>();
    for (RegionInventory region : snapshot.knownRegions()) {
      List<PrivateSender> hosts = privateSenders(region).withoutKnownAddress();
      if (!hosts.isEmpty()) {
        found.put(region.name(), hosts);
      }
    }
    return found;
  }

  /** The private hosts that send, or may, by addresses of other accounts. */
  List<PrivateSender> behindOtherAccounts() {
    return snapshot.knownRegions().stream()
        .flatMap(
            region -> privateSenders(region).behindOtherAccounts(snapshot.account().id()).stream())
        .toList();
  }

  /** The private hosts whose mail leaves the account by a transit gateway. */
  List<SendingHost> hostsSendingByTransitGateway() {
    return snapshot.knownRegions().stream()
        .flatMap(region -> privateSenders(region).byTransitGateway())
        .toList();
  }

  /** Why it is not known whether private hosts of a Region send; only Regions that have such. */
  Map<String, Reason> unknownHosts() {
    Map<String, Reason> reasons = new TreeMap<>();
    for (RegionInventory region : snapshot.knownRegions()) {
      Reason reason = privateSenders(region).reasonForUnknownHosts();
      if (reason != null) {
        reasons.put(region.name(), reason);
      }
    }
    return reasons;
  }

  /** The private hosts whose mail leaves by a NAT gateway or an interface, or may. */
  List<PrivateHost> hostsBehind(RegionInventory region, String translator) {
    return privateSenders(region).behind(translator);
  }

  /** The addresses of load balancers that take mail in for servers of which none is known. */
  List<Sender> balancersWithoutSender() {
    return snapshot.knownRegions().stream()
        .flatMap(region ->
            index(region).addresses().stream()
                .filter(address -> address.managedBy() != null)
                .map(PublicAddress::address)
                .flatMap(address -> find(region, address))
                .filter(Sender::receives)
                .filter(balancer -> balancer.role() == Sender.SendingRole.NO_SIGN)
                .filter(balancer -> !hasSenderIn(region, index(region).vpcOf(balancer))))
        .toList();
  }

  private Stream<Sender> find(RegionInventory region, String address) {
    return all().stream()
        .filter(sender -> sender.address().equals(address))
        .filter(sender -> sender.region().equals(region.name()));
  }

  /**
   * Whether a private host in the VPC sends mail, or a sender has an address of the VPC; in the
   * Region where the VPC is not known.
   */
  private boolean hasSenderIn(RegionInventory region, @Nullable String vpcId) {
    return privateSenders(region).existIn(vpcId)
        || all().stream()
            .filter(sender -> sender.sends() && sender.canListen())
            .filter(sender -> sender.region().equals(region.name()))
            .anyMatch(sender -> vpcId == null || vpcId.equals(index(region).vpcOf(sender)));
  }

  RegionIndex index(RegionInventory region) {
    return indexes.computeIfAbsent(
        region, unread -> new RegionIndex(unread, snapshot.account().id()));
  }

  private PrivateSenders privateSenders(RegionInventory region) {
    return privateSenders.computeIfAbsent(
        region,
        unclassified ->
            new PrivateSenders(
                unclassified,
                index(unclassified).addresses(),
                snapshot.account().id(),
                address -> declarationOf(index(unclassified), address),
                networks));
  }

  /** What a person declared of an address, or else a tag of it or of what has it. */
  private RoleDeclaration declarationOf(RegionIndex index, PublicAddress address) {
    RoleOverride override = snapshot.account().roleOverrides().get(address.address());
    return override != null
        ? RoleDeclaration.of(override)
        : RoleDeclaration.ofTag(index.mailTagsOf(address));
  }
}
