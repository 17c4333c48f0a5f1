package io.todoku.collect.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;

/**
 * One resolver, asked over UDP first and over TCP where the answer was truncated (RFC 7766).
 *
 * @param name as configured
 */
record NamedResolver(String name, SimpleResolver udp, SimpleResolver tcp, int tries) {

  private static final int PORT = 53;

  /** The answer was cut off over UDP, and TCP did not work. */
  static final class TruncatedException extends IOException {
    private static final long serialVersionUID = 1;

    TruncatedException(IOException cause) {
      super("truncated over UDP, and TCP failed: " + cause.getMessage(), cause);
    }
  }

  static List<NamedResolver> all(List<String> names, DnsLimits limits) {
    List<NamedResolver> resolvers = new ArrayList<>();
    for (String name : names) {
      if (name.equals("system")) {
        ResolverConfig.getCurrentConfig().servers().stream()
            .map(server -> of(name, server, limits))
            .forEach(resolvers::add);
      } else {
        resolvers.add(of(name, socket(name), limits));
      }
    }
    return List.copyOf(resolvers);
  }

  private static NamedResolver of(String name, InetSocketAddress server, DnsLimits limits) {
    SimpleResolver udp = new SimpleResolver(server);
    udp.setTimeout(limits.timeout());
    udp.setIgnoreTruncation(true);
    SimpleResolver tcp = new SimpleResolver(server);
    tcp.setTimeout(limits.timeout());
    tcp.setTCP(true);
    return new NamedResolver(name, udp, tcp, limits.tries());
  }

  /** {@code host}, {@code host:port}, {@code v6} or {@code [v6]:port}. */
  private static InetSocketAddress socket(String name) {
    String host = name;
    int port = PORT;
    int colon = name.lastIndexOf(':');
    boolean bracketed = name.startsWith("[");
    if (colon > 0 && (bracketed ? name.charAt(colon - 1) == ']' : name.indexOf(':') == colon)) {
      host = name.substring(0, colon);
      try {
        port = Integer.parseInt(name.substring(colon + 1));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "todoku.dns.resolvers: \"" + name + "\" has no port number after the colon", e);
      }
    }
    if (bracketed) {
      host = host.substring(1, host.endsWith("]") ? host.length() - 1 : host.length());
    }
    if (host.isBlank() || port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "todoku.dns.resolvers: \"" + name + "\" is no host, host:port or system");
    }
    return new InetSocketAddress(host, port);
  }

  /**
   * @throws IOException where nothing usable came back in any try
   */
  Message send(Message query) throws IOException {
    IOException last = new IOException("not asked");
    for (int i = 0; i < tries; i++) {
      Message answer;
      try {
        answer = udp.send(query);
      } catch (IOException e) {
        last = e;
        continue;
      }
      if (!answer.getHeader().getFlag(Flags.TC)) {
        return answer;
      }
      try {
        return tcp.send(query);
      } catch (IOException e) {
        throw new TruncatedException(e);
      }
    }
    throw last;
  }
}
