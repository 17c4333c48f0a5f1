package io.todoku.snapshot;

import java.util.List;

/**
 * One question put to every server that people may get their answer from.
 *
 * @param name canonical
 * @param type {@code A}, {@code AAAA}, {@code MX}, {@code PTR}, {@code TXT}, …
 * @param zone the zone that holds the name (of the name's last alias, where there are aliases);
 *     unknown where it was not found
 * @param aliases CNAME targets on the way to the name that was asked at the servers, in order (RFC
 *     2317 for PTR); those within one zone stand in each server's own answer
 * @param answers of the authoritative servers first, then of the resolvers, each in a stable order;
 *     at least one entry is of an authoritative server, and unknown where none was found
 */
public record NameView(
    String name,
    String type,
    Observed<String> zone,
    List<String> aliases,
    List<DnsServerAnswer> answers) {
  public NameView {
    aliases = List.copyOf(aliases);
    answers = List.copyOf(answers);
  }
}
