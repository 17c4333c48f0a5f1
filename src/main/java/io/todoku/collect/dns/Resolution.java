package io.todoku.collect.dns;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Resolves one question, including its aliases; asks the next resolver if one gives no usable
 * answer.
 */
final class Resolution {

  private final List<NamedResolver> resolvers;
  private final DnsClient client;
  private final Clock clock;

  Resolution(List<NamedResolver> resolvers, Semaphore permits, Clock clock) {
    this.resolvers = resolvers;
    this.client = new DnsClient(permits);
    this.clock = clock;
  }

  /**
   * @param name canonical
   * @throws IllegalArgumentException if the type does not exist
   */
  DnsLookup resolve(String name, String type) {
    String source = name + " " + type;
    DnsQuestion question = DnsQuestion.of(name, type);
    if (question == null) {
      return unknown(name, type, "", Reason.of(ReasonKind.MALFORMED, source, "not a DNS name"));
    }
    Reason reason = new Reason(ReasonKind.NOT_CONFIGURED, source, "", "todoku.dns.resolvers");
    String asked = "";
    for (NamedResolver resolver : resolvers) {
      asked = resolver.name();
      AliasChain.DnsServer server = followed -> client.ask(resolver, followed);
      switch (AliasChain.follow(server, Long::min, question, source + " @" + asked)) {
        case Observed.Known<DnsAnswer> answer -> {
          return new DnsLookup(name, type, asked, clock.instant(), answer);
        }
        case Observed.Unknown<DnsAnswer>(Reason failure) -> reason = failure;
      }
    }
    return unknown(name, type, asked, reason);
  }

  private DnsLookup unknown(String name, String type, String asked, Reason reason) {
    return new DnsLookup(name, type, asked, clock.instant(), Observed.unknown(reason));
  }
}
