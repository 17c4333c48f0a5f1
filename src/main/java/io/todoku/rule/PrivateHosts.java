package io.todoku.rule;

import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.InterfaceDetails;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of a Region without a public IPv4 address of their own: instances, and the interfaces
 * of containers and functions. Their mail leaves by an address of something else.
 */
final class PrivateHosts {

  /** EC2 lists an instance, with its tags, for an hour after it is gone. */
  private static final Set<String> TERMINATED_STATES = Set.of("shutting-down", "terminated");

  /** In other states, the next start may assign a public address automatically. */
  private static final Set<String> RUNNING_STATES = Set.of("running", "pending");

  /** Interfaces of other types belong to gateways, endpoints and the like. */
  private static final Set<String> WORKLOAD_TYPES = Set.of("interface", "lambda", "branch");

  private PrivateHosts() {}

  /**
   * @param resource an instance, or an interface where there is no instance
   * @param vpcId null where not known
   * @param interfaces of the host; empty where they were not listed
   * @param tags of the instance, and of its interfaces where the instance has no tag about mail
   * @param uncertainty why it may have a public address all the same; null where it has none
   * @param ofOtherAccount whether another account has it in a VPC that it shares with this one, so
   *     that only the address which its mail leaves from is a matter of this account
   */
  record PrivateHost(
      Resource resource,
      @Nullable String vpcId,
      List<NetworkInterface> interfaces,
      @Nullable String subnetId,
      Map<String, String> tags,
      @Nullable Reason uncertainty,
      boolean ofOtherAccount) {

    String id() {
      return resource.id();
    }

    List<String> securityGroupIds() {
      return interfaces.stream().flatMap(nic -> nic.securityGroupIds().stream()).toList();
    }

    /** The subnets of its interfaces, or that of the instance where no interface was listed. */
    List<@Nullable String> subnetIds() {
      return interfaces.isEmpty()
          ? Collections.singletonList(subnetId)
          : interfaces.stream()
              .<@Nullable String>map(NetworkInterface::subnetId)
              .distinct()
              .toList();
    }
  }

  /**
   * @param accountId the account that is judged
   */
  static List<PrivateHost> in(
      RegionInventory region, List<PublicAddress> addresses, String accountId) {
    Set<String> publicHolders =
        addresses.stream()
            .filter(a -> a.kind() != PublicAddress.AddressKind.IPV6_ADDRESS)
            .flatMap(a -> Stream.of(a.instanceId(), a.networkInterfaceId()))
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    Map<String, List<NetworkInterface>> byInstance = new HashMap<>();
    List<NetworkInterface> interfaces = region.networkInterfaces().orElse(List.of());
    interfaces.forEach(nic -> {
      if (nic.instanceId() != null) {
        byInstance.computeIfAbsent(nic.instanceId(), id -> new ArrayList<>()).add(nic);
      }
    });
    Reason failure = listingFailure(region);
    Stream<PrivateHost> instances =
        region.instances().orElse(List.of()).stream()
            .filter(i -> !TERMINATED_STATES.contains(i.state()) && !publicHolders.contains(i.id()))
            .map(i -> of(region, i, byInstance.getOrDefault(i.id(), List.of()), failure));
    Stream<PrivateHost> workloads =
        interfaces.stream()
            .filter(nic -> isWorkload(nic, accountId) && !publicHolders.contains(nic.id()))
            .map(nic -> of(region, nic, failure, isOfOtherAccount(nic, accountId)));
    return Stream.concat(instances, workloads).toList();
  }

  /**
   * Whether a container, a function or the like may have it, or a tag about mail says so. Instances
   * of another account are listed only there, so that their interfaces stand for them.
   */
  private static boolean isWorkload(NetworkInterface nic, String accountId) {
    InterfaceDetails details = nic.details();
    return (nic.instanceId() == null || isOfOtherAccount(nic, accountId))
        && nic.publicAddresses().isEmpty()
        && nic.managedBy() == null
        && ((details.type() != null && WORKLOAD_TYPES.contains(details.type()))
            || MailTag.of(details.tags()) != MailTag.ABSENT);
  }

  private static boolean isOfOtherAccount(NetworkInterface nic, String accountId) {
    String owner = nic.details().ownerId();
    return owner != null && !owner.equals(accountId);
  }

  private static PrivateHost of(
      RegionInventory region,
      Instance instance,
      List<NetworkInterface> interfaces,
      @Nullable Reason failure) {
    Map<String, String> tags =
        Stream.concat(
                Stream.of(instance.tags()), interfaces.stream().map(nic -> nic.details().tags()))
            .filter(candidate -> MailTag.of(candidate) != MailTag.ABSENT)
            .findFirst()
            .orElse(instance.tags());
    return new PrivateHost(
        new Resource(
            Resource.Type.INSTANCE,
            instance.id(),
            region.name(),
            null,
            instance.tags().get("Name")),
        instance.vpcId(),
        interfaces,
        instance.subnetId(),
        tags,
        RUNNING_STATES.contains(instance.state())
            ? failure
            : Reason.of(ReasonKind.NOT_ASKED, instance.id() + " (" + instance.state() + ")", ""),
        false);
  }

  private static PrivateHost of(
      RegionInventory region,
      NetworkInterface nic,
      @Nullable Reason failure,
      boolean ofOtherAccount) {
    return new PrivateHost(
        new Resource(
            Resource.Type.NETWORK_INTERFACE,
            nic.id(),
            region.name(),
            null,
            Optional.ofNullable(nic.details().tags().get("Name"))
                .orElseGet(() -> nic.details().description())),
        nic.details().vpcId(),
        List.of(nic),
        nic.subnetId(),
        nic.details().tags(),
        failure,
        ofOtherAccount);
  }

  /** Why a host may have a public address all the same; null where all were listed. */
  static @Nullable Reason listingFailure(RegionInventory region) {
    return Stream.of(region.elasticIps(), region.networkInterfaces())
        .filter(Unknown.class::isInstance)
        .map(list -> ((Unknown<?>) list).reason())
        .findFirst()
        .orElse(null);
  }
}
