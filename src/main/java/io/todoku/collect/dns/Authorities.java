package io.todoku.collect.dns;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.ServerAnswer;
import io.todoku.snapshot.ServerAnswer.Role;
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
record Authorities(
    Zones zones,
    Asker asker,
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
  record Found(Observed<String> zone, List<String> aliases, List<ServerAnswer> answers) {}

  /**
   * @param aliases that led to the name, which is the last of them
   * @param ttl seconds for which others may keep them, the greatest; null where there are none
   */
  private record Way(Name name, List<Name> aliases, @Nullable Long ttl) {

    Way on(Chain.Leaves end) {
      List<Name> more = end.aliases();
      return new Way(
          more.getLast(),
          Stream.concat(aliases.stream(), more.stream()).toList(),
          longer(ttl, end.ttl()));
    }

    Way keptFor(@Nullable Long other) {
      return new Way(name, aliases, longer(ttl, other));
    }
  }

  private static @Nullable Long longer(@Nullable Long one, @Nullable Long other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Math.max(one, other);
  }

  private record Heard(Zones.Server server, Instant at, Chain.End end) {

    ServerAnswer saying(Observed<DnsAnswer> answer) {
      return new ServerAnswer(
          Role.AUTHORITATIVE, server.name(), server.address().orElse(""), at, answer);
    }
  }

  Found ask(Question question) {
    List<ServerAnswer> answers = new ArrayList<>();
    List<Way> ways = new ArrayList<>(List.of(new Way(question.name(), List.of(), null)));
    for (int i = 0; i < ways.size(); i++) {
      Way way = ways.get(i);
      for (Heard heard : hear(question.about(way.name()))) {
        switch (heard.end()) {
          case Chain.Said(Observed<DnsAnswer> answer) ->
              answers.add(heard.saying(answer.map(known -> after(way, known))));
          case Chain.Leaves leaves -> {
            Way next = way.on(leaves);
            if (next.name().equals(question.name()) || way.aliases().contains(next.name())) {
              answers.add(heard.saying(loop(next)));
            } else if (Math.max(next.aliases().size(), ways.size()) > Chain.MAX_ALIASES) {
              answers.add(heard.saying(tooFar(question.about(way.name()))));
            } else if (ways.stream().noneMatch(gone -> gone.name().equals(next.name()))) {
              ways.add(next);
            } else {
              ways.replaceAll(
                  gone -> gone.name().equals(next.name()) ? gone.keptFor(next.ttl()) : gone);
            }
          }
        }
      }
    }
    Way last = ways.getLast();
    return new Found(
        zones.of(last.name()).map(zone -> DnsLookup.canonical(zone.toString())),
        Chain.names(last.aliases()),
        answers);
  }

  private static Observed<DnsAnswer> loop(Way way) {
    return Observed.known(
        new DnsAnswer(Status.CNAME_LOOP, List.of(), Chain.names(way.aliases()), null));
  }

  private static Observed<DnsAnswer> tooFar(Question question) {
    return Observed.unknown(
        Reason.of(Cause.FAILED, source(question), "more than " + Chain.MAX_ALIASES + " aliases"));
  }

  private static DnsAnswer after(Way way, DnsAnswer answer) {
    return new DnsAnswer(
        answer.status(),
        answer.records(),
        Stream.concat(Chain.names(way.aliases()).stream(), answer.aliases().stream()).toList(),
        longer(way.ttl(), answer.ttl()));
  }

  private List<Heard> hear(Question question) {
    return switch (zones.of(question.name())) {
      case Unknown<Name>(Reason reason) ->
          List.of(unheard(new Zones.Server("", Observed.unknown(reason)), reason));
      case Known<Name>(Name zone) ->
          SideBySide.map(zones.servers(zone), server -> hear(server, zone, question));
    };
  }

  private Heard hear(Zones.Server server, Name zone, Question question) {
    return switch (server.address()) {
      case Unknown<String>(Reason reason) -> unheard(server, reason);
      case Known<String>(String address) when !allowed.test(address) ->
          unheard(
              server,
              new Reason(
                  Cause.NOT_ALLOWED,
                  server.name() + " " + address,
                  "",
                  "todoku.probe.allowed-networks"));
      case Known<String>(String address) -> {
        InetSocketAddress socket = new InetSocketAddress(InetAddress.ofLiteral(address), port);
        Authority authority =
            new Authority(NamedResolver.of(server.name(), socket, limits), zone, asker);
        Chain.End end =
            new Chain(
                    deadline.bound(authority),
                    alias -> zones.of(alias).equals(Observed.known(zone)),
                    Long::max)
                .follow(question, source(question) + " @" + server.name());
        yield new Heard(server, clock.instant(), end);
      }
    };
  }

  private Heard unheard(Zones.Server server, Reason reason) {
    return new Heard(server, clock.instant(), new Chain.Said(Observed.unknown(reason)));
  }

  private static String source(Question question) {
    return DnsLookup.canonical(question.name().toString()) + " " + Type.string(question.type());
  }
}
