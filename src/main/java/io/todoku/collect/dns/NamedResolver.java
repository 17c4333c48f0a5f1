package io.todoku.collect.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.WireParseException;

/**
 * One DNS server, asked over UDP first, and over TCP if the answer was truncated (RFC 7766) or none
 * came.
 *
 * @param name as configured, or the address if the system's configuration names it
 */
record NamedResolver(String name, SimpleResolver udp, SimpleResolver tcp, int tries) {

  /** The answer was truncated over UDP, and TCP gave no complete one. */
  static final class TruncatedException extends IOException {
    private static final long serialVersionUID = 1;

    TruncatedException(String detail, @Nullable IOException cause) {
      super("truncated over UDP, and " + detail, cause);
    }
  }

  /**
   * @param names as configured, or {@code system}
   * @throws IllegalArgumentException quoting a name that has no valid form
   */
  static List<NamedResolver> all(List<String> names, DnsLimits limits) {
    List<NamedResolver> resolvers = new ArrayList<>();
    for (String name : names) {
      if (name.equals("system")) {
        ResolverConfig.getCurrentConfig().servers().stream()
            .map(server -> of(ResolverAddress.text(server), server, limits))
            .forEach(resolvers::add);
      } else {
        resolvers.add(of(name, ResolverAddress.parse(name), limits));
      }
    }
    return List.copyOf(resolvers);
  }

  /**
   * @param name shown to people
   */
  static NamedResolver of(String name, InetSocketAddress server, DnsLimits limits) {
    SimpleResolver udp = new SimpleResolver(server);
    udp.setTimeout(limits.timeout());
    udp.setIgnoreTruncation(true);
    SimpleResolver tcp = new SimpleResolver(server);
    tcp.setTimeout(limits.timeout());
    tcp.setTCP(true);
    return new NamedResolver(name, udp, tcp, limits.tries());
  }

  /**
   * @throws IOException if no try got a usable reply
   */
  Message send(Message query) throws IOException {
    if (udp.getAddress().isUnresolved()) {
      throw new UnknownHostException("the address of resolver " + name + " is not known");
    }
    IOException last = new IOException("not asked");
    for (int i = 0; i < tries; i++) {
      try {
        return sendOnce(query);
      } catch (IOException e) {
        last = e;
      }
    }
    if (DnsFailures.isTimeout(last)) {
      return retryOverTcp(query, last);
    }
    throw last;
  }

  /** Asks over TCP, because it retransmits packets that are lost. */
  private Message retryOverTcp(Message query, IOException timeout) throws IOException {
    try {
      return requireResponse(tcp.send(query));
    } catch (IOException e) {
      timeout.addSuppressed(e);
      throw timeout;
    }
  }

  private Message sendOnce(Message query) throws IOException {
    Message answer = requireResponse(udp.send(query));
    if (!answer.getHeader().getFlag(Flags.TC)) {
      return answer;
    }
    try {
      answer = requireResponse(tcp.send(query));
    } catch (IOException e) {
      throw new TruncatedException("TCP failed: " + DnsFailures.detail(e), e);
    }
    if (answer.getHeader().getFlag(Flags.TC)) {
      throw new TruncatedException("over TCP too", null);
    }
    return answer;
  }

  /**
   * Rejects a message that is the query itself: it has the right id and question and would be read
   * as an answer without data.
   */
  private static Message requireResponse(Message message) throws WireParseException {
    Header header = message.getHeader();
    if (!header.getFlag(Flags.QR) || header.getOpcode() != Opcode.QUERY) {
      throw new WireParseException("not a response to a query");
    }
    return message;
  }
}
