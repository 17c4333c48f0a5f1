package io.todoku.snapshot;

import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One DNS question and what came back.
 *
 * @param name canonical: lower case, no trailing dot
 * @param type {@code A}, {@code AAAA}, {@code PTR}, {@code MX}, {@code TXT}
 * @param resolver that answered, {@code host} or {@code host:port}
 */
public record DnsLookup(
    String name, String type, String resolver, Instant at, Observed<DnsAnswer> answer) {

  /**
   * An answer from which something follows about the name.
   *
   * @param records in presentation form, names canonical; empty unless {@code ANSWERED}
   * @param aliases the CNAME targets followed, in order
   * @param ttl seconds, the least of the chain; null where there is none
   */
  public record DnsAnswer(
      Status status, List<String> records, List<String> aliases, @Nullable Long ttl) {

    /** Whether one of the A or AAAA records is this address, however each is written. */
    public boolean hasAddress(String address) {
      return records.stream().anyMatch(record -> Network.sameAddress(record, address));
    }
  }

  /** The kinds of answer. Anything else (SERVFAIL, REFUSED, time-out) is not an answer. */
  public enum Status {
    ANSWERED,
    NXDOMAIN,
    NODATA,
    /** SERVFAIL, yet an answer with checking disabled: DNSSEC validation fails. */
    BOGUS,
    CNAME_LOOP
  }

  public static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") && lower.length() > 1
        ? lower.substring(0, lower.length() - 1)
        : lower;
  }

  /**
   * The hosts of MX records, canonical; a Null MX (RFC 7505) names none.
   *
   * @param records in presentation form, {@code 10 mail.example.com}
   */
  public static List<String> mxHosts(List<String> records) {
    return records.stream()
        .map(record -> canonical(record.substring(record.lastIndexOf(' ') + 1)))
        .filter(host -> !host.isEmpty() && !host.equals("."))
        .toList();
  }

  /**
   * The hosts that take the domain's mail by this answer to its MX query: the hosts of its MX
   * records, or the domain itself where it exists without MX records (RFC 5321 section 5.1). Empty
   * where the answer is another one, or was not collected.
   */
  public List<String> mailHosts() {
    return answer instanceof Known<DnsAnswer>(DnsAnswer known)
        ? switch (known.status()) {
          case ANSWERED -> mxHosts(known.records());
          case NODATA -> List.of(name);
          case NXDOMAIN, BOGUS, CNAME_LOOP -> List.of();
        }
        : List.of();
  }

  /**
   * The name under which an address has its PTR (RFC 1035 section 3.5, RFC 3596 section 2.5).
   *
   * @param address an IPv4 or IPv6 literal
   * @throws IllegalArgumentException where it is neither
   */
  public static String reverseName(String address) {
    byte[] octets = InetAddress.ofLiteral(address).getAddress();
    StringBuilder name = new StringBuilder();
    for (int i = octets.length - 1; i >= 0; i--) {
      int octet = octets[i] & 0xff;
      if (octets.length == 4) {
        name.append(octet).append('.');
      } else {
        name.append(Integer.toHexString(octet & 0xf)).append('.');
        name.append(Integer.toHexString(octet >> 4)).append('.');
      }
    }
    return name.append(octets.length == 4 ? "in-addr.arpa" : "ip6.arpa").toString();
  }

  /** The type of the records that hold such an address: {@code AAAA} for IPv6, else {@code A}. */
  public static String addressType(String address) {
    return address.contains(":") ? "AAAA" : "A";
  }

  /** Whether it was answered with this address; false where there was no answer. */
  public boolean resolvesTo(String address) {
    return answer instanceof Known<DnsAnswer>(DnsAnswer known) && known.hasAddress(address);
  }

  /**
   * The records; none where they were not collected or a failure hides them.
   *
   * @param failures receives the reason why there are none
   */
  public List<String> recordsOrReport(Consumer<Reason> failures) {
    return switch (answer) {
      case Known<DnsAnswer>(DnsAnswer known) -> {
        if (known.status() == Status.BOGUS || known.status() == Status.CNAME_LOOP) {
          failures.accept(Reason.of(ReasonKind.SERVFAIL, name + " " + type, known.status().name()));
        }
        yield known.records();
      }
      case Unknown<DnsAnswer>(Reason reason) -> {
        failures.accept(reason);
        yield List.of();
      }
    };
  }

  static DnsLookup notAsked(String name, String type, Instant at) {
    return new DnsLookup(
        name,
        type,
        "",
        at,
        Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, name + " " + type, "")));
  }
}
