package io.todoku.collect.dns;

import io.todoku.concurrent.Parallel;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsServerAnswer;
import io.todoku.snapshot.DnsServerAnswer.DnsServerRole;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Puts one question to all servers that hold the name, and to all resolvers. */
public final class AllServersSession {

  private final AuthoritativeLookup authorities;
  private final List<NamedResolver> resolvers;
  private final DnsClient asker;
  private final Clock clock;
  private final Deadline deadline;

  AllServersSession(
      AuthoritativeLookup authorities,
      List<NamedResolver> resolvers,
      DnsClient asker,
      Clock clock,
      Deadline deadline) {
    this.authorities = authorities;
    this.resolvers = resolvers;
    this.asker = asker;
    this.clock = clock;
    this.deadline = deadline;
  }

  /**
   * What each of them says; never throws for what DNS does. Blocks until all have answered or were
   * given up.
   *
   * @throws IllegalArgumentException for a type that does not exist
   */
  public NameView view(String name, String type) {
    String canonical = DnsLookup.canonical(name);
    String source = canonical + " " + type;
    DnsQuestion question = DnsQuestion.of(canonical, type);
    if (question == null) {
      return unanswered(canonical, type, Reason.of(Cause.MALFORMED, source, "not a DNS name"));
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
    AliasChain.DnsServer server = deadline.enforcedOn(asking -> asker.ask(resolver, asking));
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

  /** Servers turn the order of records with each answer. */
  private static DnsServerAnswer sorted(DnsServerAnswer said) {
    return new DnsServerAnswer(
        said.role(),
        said.server(),
        said.address(),
        said.at(),
        said.answer()
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
