package io.todoku.snapshot;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Amazon Lightsail in one Region.
 *
 * @param instances empty where Lightsail is not used, or is not offered in the Region
 */
public record Lightsail(List<LightsailInstance> instances, List<StaticIp> staticIps) {

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
   * @param sources CIDR blocks, IPv4 and IPv6
   */
  public record OpenPorts(String protocol, int fromPort, int toPort, List<String> sources) {}

  /**
   * A static IP.
   *
   * @param attachedTo the name of an instance; null where it is idle
   */
  public record StaticIp(String name, String address, @Nullable String attachedTo) {}
}
