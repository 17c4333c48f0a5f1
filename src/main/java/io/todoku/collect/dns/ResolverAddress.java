package io.todoku.collect.dns;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses and formats the address of a resolver as it is configured: {@code host}, {@code
 * host:port}, {@code v6}, {@code [v6]} or {@code [v6]:port}.
 */
final class ResolverAddress {

  private static final int PORT = 53;
  private static final Pattern BARE_V6 = Pattern.compile("(?<v6>[^\\[\\]]*:[^\\[\\]]*:[^\\[\\]]*)");
  private static final Pattern BRACKETED = Pattern.compile("\\[(?<v6>[^\\[\\]]+)](:(?<port>.*))?");
  private static final Pattern NAMED = Pattern.compile("(?<host>[\\w.-]+)(:(?<port>.*))?");

  private ResolverAddress() {}

  /**
   * @return unresolved if the host name cannot be resolved
   * @throws IllegalArgumentException quoting the text, if it has none of the forms
   */
  static InetSocketAddress parse(String text) {
    Matcher bare = BARE_V6.matcher(text);
    if (bare.matches()) {
      return new InetSocketAddress(literal(bare.group("v6"), text), PORT);
    }
    Matcher bracketed = BRACKETED.matcher(text);
    if (bracketed.matches()) {
      return new InetSocketAddress(
          literal(bracketed.group("v6"), text), port(bracketed.group("port"), text));
    }
    Matcher named = NAMED.matcher(text);
    if (named.matches()) {
      return new InetSocketAddress(named.group("host"), port(named.group("port"), text));
    }
    throw wrong(text, "is not a host, host:port, [v6]:port or system");
  }

  /** Returns the form that {@link #parse} reads, without the port if it is 53. */
  static String text(InetSocketAddress address) {
    String host = address.getHostString();
    if (address.getPort() == PORT) {
      return host;
    }
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static InetAddress literal(String v6, String text) {
    try {
      return Inet6Address.ofLiteral(v6);
    } catch (IllegalArgumentException e) {
      throw wrong(text, "holds no IPv6 address");
    }
  }

  private static int port(@Nullable String digits, String text) {
    if (digits == null) {
      return PORT;
    }
    if (!digits.matches("[0-9]{1,9}")) {
      throw wrong(text, "has no port number after the colon");
    }
    int port = Integer.parseInt(digits);
    if (port < 1 || port > 65535) {
      throw wrong(text, "has a port outside 1 to 65535");
    }
    return port;
  }

  private static IllegalArgumentException wrong(String text, String problem) {
    return new IllegalArgumentException("todoku.dns.resolvers: \"" + text + "\" " + problem);
  }
}
