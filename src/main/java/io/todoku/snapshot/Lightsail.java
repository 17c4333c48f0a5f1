package io.todoku.snapshot;

import io.todoku.snapshot.PublicAddress.AddressKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Amazon Lightsail in one Region.
 *
 * @param instances empty where Lightsail is not used, or is not offered in the Region
 */
public record Lightsail(List<LightsailInstance> instances, List<StaticIp> staticIps) {

  /** Where Lightsail is not used. */
  public static final Lightsail NONE = new Lightsail(List.of(), List.of());

  /** The public addresses of instances, and the static IPs that are attached to none. */
  public List<PublicAddress> addresses() {
    return Stream.concat(
            instances.stream().flatMap(Lightsail::addressesOf),
            staticIps.stream()
                .filter(ip -> ip.attachedTo() == null)
                .map(ip ->
                    PublicAddress.of(
                        AddressKind.LIGHTSAIL_ADDRESS, ip.name(), ip.address(), true, Map.of())))
        .toList();
  }

  private static Stream<PublicAddress> addressesOf(LightsailInstance instance) {
    return Stream.concat(
            Stream.ofNullable(instance.publicAddress()), instance.ipv6Addresses().stream())
        .map(address ->
            PublicAddress.of(
                AddressKind.LIGHTSAIL_ADDRESS, instance.name(), address, false, instance.tags()));
  }

  /** The instance that has this address. */
  public Optional<LightsailInstance> instanceAt(String address) {
    return instances.stream()
        .filter(instance ->
            address.equals(instance.publicAddress()) || instance.ipv6Addresses().contains(address))
        .findFirst();
  }

  /**
   * A virtual server.
   *
   * @param publicAddress IPv4; null where it has none
   * @param hasStaticIp whether that address is a static IP, which outlives a stop and can have a
   *     PTR
   */
  public record LightsailInstance(
      String name,
      String state,
      @Nullable String publicAddress,
      boolean hasStaticIp,
      List<String> ipv6Addresses,
      List<OpenPorts> openPorts,
      Map<String, String> tags) {}

  /**
   * Ports that the firewall of an instance opens.
   *
   * @param protocol {@code tcp}, {@code udp}, {@code all}, …
   * @param fromPort 0 where the rule names no ports, because it opens all
   * @param sources CIDR blocks, IPv4 and IPv6, and aliases of ranges ({@code lightsail-connect})
   */
  public record OpenPorts(String protocol, int fromPort, int toPort, List<String> sources) {}

  /**
   * A static IP.
   *
   * @param attachedTo the name of an instance; null where it is idle
   */
  public record StaticIp(String name, String address, @Nullable String attachedTo) {}
}
