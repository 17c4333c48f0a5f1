package io.todoku.collect.dns;

import io.todoku.concurrent.Parallel;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsServerAnswer;
import io.todoku.snapshot.DnsServerAnswer.DnsServerRole;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Asks every authoritative server of a name and every resolver the same question. */
public final class AllServersSession {

  private final AuthoritativeLookup authorities;
  private final List<NamedResolver> resolvers;
  private final DnsClient client;
  private final Clock clock;
  private final Deadline deadline;

  AllServersSession(
      AuthoritativeLookup authorities,
      List<NamedResolver> resolvers,
      DnsClient client,
      Clock clock,
      Deadline deadline) {
    this.authorities = authorities;
    this.resolvers = resolvers;
    this.client = client;
    this.clock = clock;
    this.deadline = deadline;
  }

  /**
   * Returns the answer of each server. Blocks until all have answered or timed out. Failures of DNS
   * are part of the answers and are never thrown.
   *
   * @throws IllegalArgumentException if the type does not exist
   */
  public NameView view(String name, String type) {
    String canonical = DnsLookup.canonical(name);
    String source = canonical + " " + type;
    DnsQuestion question = DnsQuestion.of(canonical, type);
    if (question == null) {
      return unanswered(canonical, type, Reason.of(ReasonKind.MALFORMED, source, "not a DNS name"));
    }
    return Parallel.combine(
        () -> authorities.ask(question),
        () -> Parallel.map(resolvers, resolver -> ask(resolver, question, source)),
        (authoritative, resolved) ->
            new NameView(
                canonical,
                type,
                authoritative.zone(),
                authoritative.aliases(),
                Stream.concat(authoritative.answers().stream(), resolved.stream())
                    .map(AllServersSession::sorted)
                    .toList()));
  }

  private DnsServerAnswer ask(NamedResolver resolver, DnsQuestion question, String source) {
    AliasChain.DnsServer server = deadline.enforcedOn(followed -> client.ask(resolver, followed));
    return toServerAnswer(
        resolver, AliasChain.follow(server, Long::max, question, source + " @" + resolver.name()));
  }

  private DnsServerAnswer toServerAnswer(NamedResolver resolver, Observed<DnsAnswer> answer) {
    InetSocketAddress socket = resolver.udp().getAddress();
    return new DnsServerAnswer(
        DnsServerRole.RESOLVER,
        resolver.name(),
        socket.isUnresolved() ? "" : socket.getAddress().getHostAddress(),
        clock.instant(),
        answer);
  }

  /** Sorts the records, because servers rotate their order from answer to answer. */
  private static DnsServerAnswer sorted(DnsServerAnswer serverAnswer) {
    return new DnsServerAnswer(
        serverAnswer.role(),
        serverAnswer.server(),
        serverAnswer.address(),
        serverAnswer.at(),
        serverAnswer
            .answer()
            .map(answer ->
                new DnsAnswer(
                    answer.status(),
                    answer.records().stream().sorted().toList(),
                    answer.aliases(),
                    answer.ttl())));
  }

  private NameView unanswered(String name, String type, Reason reason) {
    Observed<DnsAnswer> unknown = Observed.unknown(reason);
    return new NameView(
        name,
        type,
        Observed.unknown(reason),
        List.of(),
        Stream.concat(
                Stream.of(
                    new DnsServerAnswer(
                        DnsServerRole.AUTHORITATIVE, "", "", clock.instant(), unknown)),
                resolvers.stream().map(resolver -> toServerAnswer(resolver, unknown)))
            .toList());
  }
}
