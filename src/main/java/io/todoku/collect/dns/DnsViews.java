package io.todoku.collect.dns;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.ServerAnswer;
import io.todoku.snapshot.ServerAnswer.Role;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Puts one question to all servers that hold the name, and to all resolvers. */
public final class DnsViews {

  private final Authorities authorities;
  private final List<NamedResolver> resolvers;
  private final Asker asker;
  private final Clock clock;
  private final Deadline deadline;

  DnsViews(
      Authorities authorities,
      List<NamedResolver> resolvers,
      Asker asker,
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
  public NameView look(String name, String type) {
    String canonical = DnsLookup.canonical(name);
    String source = canonical + " " + type;
    Question question = Question.of(canonical, type);
    if (question == null) {
      return nothing(canonical, type, Reason.of(Cause.MALFORMED, source, "not a DNS name"));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var resolved =
          CompletableFuture.supplyAsync(
              () -> SideBySide.map(resolvers, resolver -> ask(resolver, question, source)),
              threads);
      Authorities.Found found = authorities.ask(question);
      return new NameView(
          canonical,
          type,
          found.zone(),
          found.aliases(),
          Stream.concat(found.answers().stream(), resolved.join().stream())
              .map(DnsViews::sorted)
              .toList());
    }
  }

  private ServerAnswer ask(NamedResolver resolver, Question question, String source) {
    Chain.Server server = deadline.bound(asking -> asker.ask(resolver, asking));
    return of(resolver, Chain.follow(server, Long::max, question, source + " @" + resolver.name()));
  }

  private ServerAnswer of(NamedResolver resolver, Observed<DnsAnswer> answer) {
    InetSocketAddress socket = resolver.udp().getAddress();
    return new ServerAnswer(
        Role.RESOLVER,
        resolver.name(),
        socket.isUnresolved() ? "" : socket.getAddress().getHostAddress(),
        clock.instant(),
        answer);
  }

  /** Servers turn the order of records with each answer. */
  private static ServerAnswer sorted(ServerAnswer said) {
    return new ServerAnswer(
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

  private NameView nothing(String name, String type, Reason reason) {
    Observed<DnsAnswer> unknown = Observed.unknown(reason);
    return new NameView(
        name,
        type,
        Observed.unknown(reason),
        List.of(),
        Stream.concat(
                Stream.of(new ServerAnswer(Role.AUTHORITATIVE, "", "", clock.instant(), unknown)),
                resolvers.stream().map(resolver -> of(resolver, unknown)))
            .toList());
  }
}
