package io.todoku.throttle;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** The network that a request comes from, as it is counted. */
public final class NetworkPrefix {

  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BITS = 64;

  private NetworkPrefix() {}

  /**
   * What one customer of a network provider has: an IPv4 address, or the first 64 bits of an IPv6
   * address in hexadecimal; the text itself where it is no address, because a proxy names its
   * clients otherwise.
   */
  public static String of(String address) {
    byte[] bytes = bytes(address);
    return bytes.length > IPV4_BYTES ? prefix(bytes, IPV6_BITS) : address;
  }

  /** The bytes of an address; empty where it is none. */
  public static byte[] bytes(String address) {
    try {
      return InetAddress.ofLiteral(address).getAddress();
    } catch (IllegalArgumentException notAnAddress) {
      return new byte[0];
    }
  }

  /**
   * The first bits of an address in hexadecimal.
   *
   * @param bits a multiple of eight
   */
  public static String prefix(byte[] address, int bits) {
    return HexFormat.of().formatHex(Arrays.copyOf(address, bits / Byte.SIZE));
  }
}
