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
record AliasChain(DnsServer server, Predicate<Name> mayAskAbout, BinaryOperator<Long> chooseTtl) {

  static final int MAX_ALIASES = 12;

  /** Who is asked. */
  @FunctionalInterface
  interface DnsServer {
    /**
     * @throws IOException where nothing usable came back
     */
    DnsClient.DnsReply ask(DnsQuestion question) throws IOException;
  }

  /** Where the chain goes. */
  sealed interface ChainEnd {}

  /** It ends here. */
  record FinalAnswer(Observed<DnsAnswer> answer) implements ChainEnd {}

  /**
   * It goes on elsewhere.
   *
   * @param aliases CNAME targets in order; the last is not {@link AliasChain#within}
   * @param ttl seconds that is told of them; null where none was said
   */
  record LeavesZone(List<Name> aliases, @Nullable Long ttl) implements ChainEnd {}

  /** To the end, whatever the server holds. */
  static Observed<DnsAnswer> follow(
      DnsServer server, BinaryOperator<Long> ttl, DnsQuestion question, String source) {
    return switch (new AliasChain(server, alias -> true, ttl).follow(question, source)) {
      case FinalAnswer(Observed<DnsAnswer> answer) -> answer;
      case LeavesZone _ -> throw new IllegalStateException("all is within");
    };
  }

  /**
   * @param source for reasons
   */
  ChainEnd follow(DnsQuestion first, String source) {
    DnsQuestion question = first;
    List<Name> aliases = new ArrayList<>();
    Set<Name> seen = new HashSet<>(Set.of(question.name()));
    @Nullable Long ttl = null;
    while (true) {
      DnsClient.DnsReply reply;
      try {
        reply = server.ask(question);
      } catch (IOException e) {
        return unknown(DnsFailures.reason(e, source));
      }
      if (reply.bogus()) {
        return known(Status.BOGUS, List.of(), aliases, null);
      }
      int rcode = reply.message().getRcode();
      ParsedResponse section =
          ParsedResponse.of(reply.message(), question, seen, MAX_ALIASES - aliases.size());
      for (int i = 0; i < section.aliases().size(); i++) {
        Name alias = section.aliases().get(i);
        aliases.add(alias);
        if (!mayAskAbout.test(alias)) {
          return new LeavesZone(
              List.copyOf(aliases), combinedTtl(ttl, chosenTtl(section.ttls().subList(0, i + 1))));
        }
      }
      ttl = combinedTtl(ttl, chosenTtl(section.ttls()));
      // A loop is shown by its records, also where the resolver calls it a failure, as BIND does.
      if (section.aliasLoop()) {
        return known(Status.CNAME_LOOP, List.of(), aliases, ttl);
      }
      if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
        return unknown(DnsFailures.reason(reply.message(), source));
      }
      if (aliases.size() > MAX_ALIASES) {
        return unknown(Reason.of(Cause.FAILED, source, "more than " + MAX_ALIASES + " aliases"));
      }
      boolean nothing = section.records().isEmpty();
      if (rcode == Rcode.NXDOMAIN) {
        return nothing
            ? known(Status.NXDOMAIN, List.of(), aliases, combinedTtl(ttl, section.negativeTtl()))
            : unknown(Reason.of(Cause.MALFORMED, source, "NXDOMAIN, yet with records"));
      }
      if (section.malformedReason() != null) {
        return unknown(Reason.of(Cause.MALFORMED, source, section.malformedReason()));
      }
      if (!nothing) {
        return known(Status.ANSWERED, section.records(), aliases, ttl);
      }
      if (section.provesAbsence()) {
        return known(Status.NODATA, List.of(), aliases, combinedTtl(ttl, section.negativeTtl()));
      }
      if (section.finalName().equals(question.name())) {
        return section.inconclusiveReason() == null
            ? known(Status.NODATA, List.of(), aliases, ttl)
            : unknown(Reason.of(Cause.FAILED, source, section.inconclusiveReason()));
      }
      question = question.withName(section.finalName());
    }
  }

  private static FinalAnswer known(
      Status status, List<String> records, List<Name> aliases, @Nullable Long ttl) {
    return new FinalAnswer(
        Observed.known(new DnsAnswer(status, records, canonicalNames(aliases), ttl)));
  }

  private static FinalAnswer unknown(Reason reason) {
    return new FinalAnswer(Observed.unknown(reason));
  }

  /** Canonical. */
  static List<String> canonicalNames(List<Name> aliases) {
    return aliases.stream().map(alias -> DnsLookup.canonical(alias.toString())).toList();
  }

  private @Nullable Long chosenTtl(List<Long> ttls) {
    return ttls.stream().reduce(chooseTtl).orElse(null);
  }

  private @Nullable Long combinedTtl(@Nullable Long a, @Nullable Long b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return chooseTtl.apply(a, b);
  }
}
