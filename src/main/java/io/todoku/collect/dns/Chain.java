package io.todoku.collect.dns;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;

/**
 * Follows one question at one server to its end (RFC 1034 section 5.3.3): CNAME chains within an
 * answer and across answers.
 *
 * @param server puts one question to it
 * @param within whether the server may be asked about an alias
 * @param ttl which of two TTLs is told
 */
record Chain(Server server, Predicate<Name> within, BinaryOperator<Long> ttl) {

  static final int MAX_ALIASES = 12;

  /** Who is asked. */
  @FunctionalInterface
  interface Server {
    /**
     * @throws IOException where nothing usable came back
     */
    Asker.Reply ask(Question question) throws IOException;
  }

  /** Where the chain goes. */
  sealed interface End {}

  /** It ends here. */
  record Said(Observed<DnsAnswer> answer) implements End {}

  /**
   * It goes on elsewhere.
   *
   * @param aliases CNAME targets in order; the last is not {@link Chain#within}
   * @param ttl seconds that is told of them; null where none was said
   */
  record Leaves(List<Name> aliases, @Nullable Long ttl) implements End {}

  /** To the end, whatever the server holds. */
  static Observed<DnsAnswer> follow(
      Server server, BinaryOperator<Long> ttl, Question question, String source) {
    return switch (new Chain(server, alias -> true, ttl).follow(question, source)) {
      case Said(Observed<DnsAnswer> answer) -> answer;
      case Leaves _ -> throw new IllegalStateException("all is within");
    };
  }

  /**
   * @param source for reasons
   */
  End follow(Question first, String source) {
    Question question = first;
    List<Name> aliases = new ArrayList<>();
    Set<Name> seen = new HashSet<>(Set.of(question.name()));
    @Nullable Long ttl = null;
    while (true) {
      Asker.Reply reply;
      try {
        reply = server.ask(question);
      } catch (IOException e) {
        return unknown(Failures.reason(e, source));
      }
      if (reply.bogus()) {
        return known(Status.BOGUS, List.of(), aliases, null);
      }
      int rcode = reply.message().getRcode();
      Section section = Section.of(reply.message(), question, seen, MAX_ALIASES - aliases.size());
      for (int i = 0; i < section.aliases().size(); i++) {
        Name alias = section.aliases().get(i);
        aliases.add(alias);
        if (!within.test(alias)) {
          return new Leaves(
              List.copyOf(aliases), told(ttl, most(section.ttls().subList(0, i + 1))));
        }
      }
      ttl = told(ttl, most(section.ttls()));
      // A loop is shown by its records, also where the resolver calls it a failure, as BIND does.
      if (section.loops()) {
        return known(Status.CNAME_LOOP, List.of(), aliases, ttl);
      }
      if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
        return unknown(Failures.reason(reply.message(), source));
      }
      if (aliases.size() > MAX_ALIASES) {
        return unknown(Reason.of(Cause.FAILED, source, "more than " + MAX_ALIASES + " aliases"));
      }
      boolean nothing = section.records().isEmpty();
      if (rcode == Rcode.NXDOMAIN) {
        return nothing
            ? known(Status.NXDOMAIN, List.of(), aliases, told(ttl, section.negativeTtl()))
            : unknown(Reason.of(Cause.MALFORMED, source, "NXDOMAIN, yet with records"));
      }
      if (section.excess() != null) {
        return unknown(Reason.of(Cause.MALFORMED, source, section.excess()));
      }
      if (!nothing) {
        return known(Status.ANSWERED, section.records(), aliases, ttl);
      }
      if (section.saysNoMore()) {
        return known(Status.NODATA, List.of(), aliases, told(ttl, section.negativeTtl()));
      }
      if (section.end().equals(question.name())) {
        return section.doubt() == null
            ? known(Status.NODATA, List.of(), aliases, ttl)
            : unknown(Reason.of(Cause.FAILED, source, section.doubt()));
      }
      question = question.about(section.end());
    }
  }

  private static Said known(
      Status status, List<String> records, List<Name> aliases, @Nullable Long ttl) {
    return new Said(Observed.known(new DnsAnswer(status, records, names(aliases), ttl)));
  }

  private static Said unknown(Reason reason) {
    return new Said(Observed.unknown(reason));
  }

  /** Canonical. */
  static List<String> names(List<Name> aliases) {
    return aliases.stream().map(alias -> DnsLookup.canonical(alias.toString())).toList();
  }

  private @Nullable Long most(List<Long> ttls) {
    return ttls.stream().reduce(ttl).orElse(null);
  }

  private @Nullable Long told(@Nullable Long a, @Nullable Long b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return ttl.apply(a, b);
  }
}
