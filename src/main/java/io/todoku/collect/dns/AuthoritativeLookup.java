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
import io.todoku.snapshot.Reason.Cause;
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
 * Asks every server of the zone that holds a name. Where aliases lead out of the zone, the servers
 * of their zone are asked in turn, and each of the ways is gone where the servers do not agree.
 *
 * @param asker puts the questions
 * @param port of all servers
 * @param allowed whether a server at this address, a literal, may be asked
 */
record AuthoritativeLookup(
    ZoneDiscovery zones,
    DnsClient asker,
    Clock clock,
    DnsLimits limits,
    int port,
    Predicate<String> allowed,
    Deadline deadline) {

  /**
   * @param zone of the last name that was asked
   * @param aliases on the way to that name
   * @param answers never empty
   */
  record AuthoritativeResult(
      Observed<String> zone, List<String> aliases, List<DnsServerAnswer> answers) {}

  /**
   * @param aliases that led to the name, which is the last of them
   * @param ttl seconds for which others may keep them, the greatest; null where there are none
   */
  private record AliasPath(Name name, List<Name> aliases, @Nullable Long ttl) {

    AliasPath extendedBy(AliasChain.LeavesZone end) {
      List<Name> more = end.aliases();
      return new AliasPath(
          more.getLast(),
          Stream.concat(aliases.stream(), more.stream()).toList(),
          longerTtl(ttl, end.ttl()));
    }

    AliasPath withTtlAtLeast(@Nullable Long other) {
      return new AliasPath(name, aliases, longerTtl(ttl, other));
    }
  }

  private static @Nullable Long longerTtl(@Nullable Long one, @Nullable Long other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Math.max(one, other);
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
    List<AliasPath> ways =
        new ArrayList<>(List.of(new AliasPath(question.name(), List.of(), null)));
    for (int i = 0; i < ways.size(); i++) {
      AliasPath way = ways.get(i);
      for (ServerOutcome heard : query(question.withName(way.name()))) {
        switch (heard.end()) {
          case AliasChain.FinalAnswer(Observed<DnsAnswer> answer) ->
              answers.add(heard.toServerAnswer(answer.map(known -> withAliases(way, known))));
          case AliasChain.LeavesZone leaves -> {
            AliasPath next = way.extendedBy(leaves);
            if (next.name().equals(question.name()) || way.aliases().contains(next.name())) {
              answers.add(heard.toServerAnswer(aliasLoop(next)));
            } else if (Math.max(next.aliases().size(), ways.size()) > AliasChain.MAX_ALIASES) {
              answers.add(heard.toServerAnswer(tooManyAliases(question.withName(way.name()))));
            } else if (ways.stream().noneMatch(gone -> gone.name().equals(next.name()))) {
              ways.add(next);
            } else {
              ways.replaceAll(
                  gone -> gone.name().equals(next.name()) ? gone.withTtlAtLeast(next.ttl()) : gone);
            }
          }
        }
      }
    }
    AliasPath last = ways.getLast();
    return new AuthoritativeResult(
        zones.zoneOf(last.name()).map(zone -> DnsLookup.canonical(zone.toString())),
        AliasChain.canonicalNames(last.aliases()),
        answers);
  }

  private static Observed<DnsAnswer> aliasLoop(AliasPath way) {
    return Observed.known(
        new DnsAnswer(
            Status.CNAME_LOOP, List.of(), AliasChain.canonicalNames(way.aliases()), null));
  }

  private static Observed<DnsAnswer> tooManyAliases(DnsQuestion question) {
    return Observed.unknown(
        Reason.of(
            Cause.FAILED, source(question), "more than " + AliasChain.MAX_ALIASES + " aliases"));
  }

  private static DnsAnswer withAliases(AliasPath way, DnsAnswer answer) {
    return new DnsAnswer(
        answer.status(),
        answer.records(),
        Stream.concat(AliasChain.canonicalNames(way.aliases()).stream(), answer.aliases().stream())
            .toList(),
        longerTtl(way.ttl(), answer.ttl()));
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
                  Cause.NOT_ALLOWED,
                  server.name() + " " + address,
                  "",
                  "todoku.probe.allowed-networks"));
      case Known<String>(String address) -> {
        InetSocketAddress socket = new InetSocketAddress(InetAddress.ofLiteral(address), port);
        AuthoritativeServer authority =
            new AuthoritativeServer(NamedResolver.of(server.name(), socket, limits), zone, asker);
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
