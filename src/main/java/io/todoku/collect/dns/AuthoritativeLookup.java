package io.todoku.collect.dns;

import io.todoku.concurrent.Parallel;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.DnsServerAnswer;
import io.todoku.snapshot.DnsServerAnswer.DnsServerRole;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * Asks every authoritative server of the zone that holds a name. Where an alias leads out of the
 * zone, the servers of the target's zone are asked next. Where servers give different aliases, each
 * alias is followed.
 *
 * @param client sends the questions
 * @param port UDP and TCP port of all servers
 * @param allowed whether the server at this IP literal may be asked
 */
record AuthoritativeLookup(
    ZoneDiscovery zones,
    DnsClient client,
    Clock clock,
    DnsLimits limits,
    int port,
    Predicate<String> allowed,
    Deadline deadline) {

  /**
   * @param zone the zone of the last name that was asked
   * @param aliases the aliases that led to that name
   * @param answers one for each server; never empty
   */
  record AuthoritativeResult(
      Observed<String> zone, List<String> aliases, List<DnsServerAnswer> answers) {}

  /**
   * @param aliases CNAME targets that led to the name; it is the last of them
   * @param ttl the longest time in seconds for which a resolver may cache the aliases; null if
   *     there are none
   */
  private record AliasPath(Name name, List<Name> aliases, @Nullable Long ttl) {

    AliasPath extendedBy(AliasChain.LeavesZone end) {
      List<Name> more = end.aliases();
      return new AliasPath(
          more.getLast(),
          Stream.concat(aliases.stream(), more.stream()).toList(),
          longerTtl(ttl, end.ttl()));
    }

    AliasPath withTtlAtLeast(@Nullable Long minimum) {
      return new AliasPath(name, aliases, longerTtl(ttl, minimum));
    }
  }

  private static @Nullable Long longerTtl(@Nullable Long a, @Nullable Long b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return Math.max(a, b);
  }

  private record ServerOutcome(
      ZoneDiscovery.NameServer server, Instant at, AliasChain.ChainEnd end) {

    DnsServerAnswer toServerAnswer(Observed<DnsAnswer> answer) {
      return new DnsServerAnswer(
          DnsServerRole.AUTHORITATIVE, server.name(), server.address().orElse(""), at, answer);
    }
  }

  AuthoritativeResult ask(DnsQuestion question) {
    List<DnsServerAnswer> answers = new ArrayList<>();
    List<AliasPath> paths =
        new ArrayList<>(List.of(new AliasPath(question.name(), List.of(), null)));
    for (int i = 0; i < paths.size(); i++) {
      AliasPath path = paths.get(i);
      for (ServerOutcome outcome : query(question.withName(path.name()))) {
        switch (outcome.end()) {
          case AliasChain.FinalAnswer(Observed<DnsAnswer> answer) ->
              answers.add(outcome.toServerAnswer(answer.map(known -> withAliases(path, known))));
          case AliasChain.LeavesZone leaves -> {
            AliasPath next = path.extendedBy(leaves);
            if (next.name().equals(question.name()) || path.aliases().contains(next.name())) {
              answers.add(outcome.toServerAnswer(aliasLoop(next)));
            } else if (Math.max(next.aliases().size(), paths.size()) > AliasChain.MAX_ALIASES) {
              answers.add(outcome.toServerAnswer(tooManyAliases(question.withName(path.name()))));
            } else if (paths.stream().noneMatch(other -> other.name().equals(next.name()))) {
              paths.add(next);
            } else {
              paths.replaceAll(other ->
                  other.name().equals(next.name()) ? other.withTtlAtLeast(next.ttl()) : other);
            }
          }
        }
      }
    }
    AliasPath last = paths.getLast();
    return new AuthoritativeResult(
        zones.zoneOf(last.name()).map(zone -> DnsLookup.canonical(zone.toString())),
        AliasChain.canonicalNames(last.aliases()),
        answers);
  }

  private static Observed<DnsAnswer> aliasLoop(AliasPath path) {
    return Observed.known(
        new DnsAnswer(
            Status.CNAME_LOOP, List.of(), AliasChain.canonicalNames(path.aliases()), null));
  }

  private static Observed<DnsAnswer> tooManyAliases(DnsQuestion question) {
    return Observed.unknown(
        Reason.of(
            ReasonKind.FAILED,
            source(question),
            "more than " + AliasChain.MAX_ALIASES + " aliases"));
  }

  private static DnsAnswer withAliases(AliasPath path, DnsAnswer answer) {
    return new DnsAnswer(
        answer.status(),
        answer.records(),
        Stream.concat(AliasChain.canonicalNames(path.aliases()).stream(), answer.aliases().stream())
            .toList(),
        longerTtl(path.ttl(), answer.ttl()));
  }

  private List<ServerOutcome> query(DnsQuestion question) {
    return switch (zones.zoneOf(question.name())) {
      case Unknown<Name>(Reason reason) ->
          List.of(unanswered(new ZoneDiscovery.NameServer("", Observed.unknown(reason)), reason));
      case Known<Name>(Name zone) ->
          Parallel.map(zones.servers(zone), server -> query(server, zone, question));
    };
  }

  private ServerOutcome query(ZoneDiscovery.NameServer server, Name zone, DnsQuestion question) {
    return switch (server.address()) {
      case Unknown<String>(Reason reason) -> unanswered(server, reason);
      case Known<String>(String address) when !allowed.test(address) ->
          unanswered(
              server,
              new Reason(
                  ReasonKind.NOT_ALLOWED,
                  server.name() + " " + address,
                  "",
                  "todoku.probe.allowed-networks"));
      case Known<String>(String address) -> {
        InetSocketAddress socket = new InetSocketAddress(InetAddress.ofLiteral(address), port);
        AuthoritativeServer authority =
            new AuthoritativeServer(NamedResolver.of(server.name(), socket, limits), zone, client);
        AliasChain.ChainEnd end =
            new AliasChain(
                    deadline.enforcedOn(authority),
                    alias -> zones.zoneOf(alias).equals(Observed.known(zone)),
                    Long::max)
                .follow(question, source(question) + " @" + server.name());
        yield new ServerOutcome(server, clock.instant(), end);
      }
    };
  }

  private ServerOutcome unanswered(ZoneDiscovery.NameServer server, Reason reason) {
    return new ServerOutcome(
        server, clock.instant(), new AliasChain.FinalAnswer(Observed.unknown(reason)));
  }

  private static String source(DnsQuestion question) {
    return DnsLookup.canonical(question.name().toString()) + " " + Type.string(question.type());
  }
}
