package io.todoku.rule.domain;

import static java.util.Comparator.naturalOrder;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.IpRanges;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** What stands behind the name in an MX record. */
sealed interface MxHost {

  /** It has an address of its own. */
  record ResolvableHost() implements MxHost {}

  /** A CNAME, which an MX must not name (RFC 2181 section 10.3, RFC 5321 section 5.1). */
  record Alias(String target) implements MxHost {}

  /** An address where a name belongs. */
  record AddressLiteral() implements MxHost {}

  /** No address of either family. */
  record UnresolvableHost(Status status) implements MxHost {}

  /** Addresses that lead nobody there from outside. */
  record NonPublicHost(List<String> addresses) implements MxHost {

    public NonPublicHost {
      addresses = List.copyOf(addresses);
    }
  }

  record UndeterminedHost(Reason reason) implements MxHost {}

  /**
   * @param dns by name and type
   * @param held public addresses of accounts here, whatever range they are of
   */
  static MxHost of(String host, BiFunction<String, String, DnsLookup> dns, List<String> held) {
    if (Network.parseAddress(host).isPresent() || host.startsWith("[")) {
      return new AddressLiteral();
    }
    List<DnsAnswer> answers = new ArrayList<>();
    List<Reason> unseen = new ArrayList<>();
    for (String type : List.of("A", "AAAA")) {
      switch (dns.apply(host, type).answer()) {
        case Known<DnsAnswer>(DnsAnswer answer) -> answers.add(answer);
        case Unknown<DnsAnswer>(Reason reason) -> unseen.add(reason);
      }
    }
    List<String> addresses = answers.stream().flatMap(a -> a.records().stream()).toList();
    boolean inward =
        !addresses.isEmpty()
            && addresses.stream()
                .noneMatch(a ->
                    IpRanges.isPublic(a) || held.stream().anyMatch(h -> Network.sameAddress(a, h)));
    if (inward) {
      return unseen.isEmpty()
          ? new NonPublicHost(addresses)
          : new UndeterminedHost(unseen.getFirst());
    }
    for (DnsAnswer answer : answers) {
      if (answer.status() == Status.ANSWERED) {
        return answer.aliases().isEmpty()
            ? new ResolvableHost()
            : new Alias(answer.aliases().getLast());
      }
    }
    if (!unseen.isEmpty()) {
      return new UndeterminedHost(unseen.getFirst());
    }
    return new UnresolvableHost(
        answers.stream().map(DnsAnswer::status).max(naturalOrder()).orElseThrow());
  }
}
