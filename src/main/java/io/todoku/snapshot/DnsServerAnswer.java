package io.todoku.snapshot;

import io.todoku.snapshot.DnsLookup.DnsAnswer;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * What one server says to one question.
 *
 * @param server host name of an authoritative server, empty where none was found; or the resolver
 *     as configured
 * @param address that was asked, empty where none is known
 * @param at when
 * @param answer with all aliases from the name on, and its records sorted; its TTL is how many
 *     seconds others may keep it, the greatest of the chain up to it: as configured at
 *     authoritative servers, what remains at a resolver
 */
public record DnsServerAnswer(
    DnsServerRole role, String server, String address, Instant at, Observed<DnsAnswer> answer) {

  /** The server as people tell it from others: {@code ns1.example.com (192.0.2.53)}. */
  public String label() {
    return Stream.of(server, address)
        .filter(part -> !part.isEmpty())
        .distinct()
        .reduce((host, number) -> host + " (" + number + ")")
        .orElse("");
  }

  /** Whether the server holds the zone, or asks others. */
  public enum DnsServerRole {
    AUTHORITATIVE,
    RESOLVER
  }
}
