package io.todoku.collect.dns;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
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
 * Follows CNAME chains for one question at one server, within an answer and across answers (RFC
 * 1034 section 5.3.3).
 *
 * @param server the server that is asked
 * @param mayAskAbout whether the server may be asked about the target of an alias
 * @param chooseTtl which of two TTLs is reported
 */
record AliasChain(DnsServer server, Predicate<Name> mayAskAbout, BinaryOperator<Long> chooseTtl) {

  static final int MAX_ALIASES = 12;

  /** Answers one question, once. */
  @FunctionalInterface
  interface DnsServer {
    /**
     * @throws IOException if there is no usable reply
     */
    DnsClient.DnsReply ask(DnsQuestion question) throws IOException;
  }

  /** How the chain ends. */
  sealed interface ChainEnd {}

  /** The server's final answer. */
  record FinalAnswer(Observed<DnsAnswer> answer) implements ChainEnd {}

  /**
   * The chain leads to a name that the server may not be asked about.
   *
   * @param aliases CNAME targets in order; {@link AliasChain#mayAskAbout} is false for the last
   * @param ttl seconds, of the aliases; null if there was none
   */
  record LeavesZone(List<Name> aliases, @Nullable Long ttl) implements ChainEnd {}

  /** Follows all aliases at this server, whichever zone they lead to. */
  static Observed<DnsAnswer> follow(
      DnsServer server, BinaryOperator<Long> ttl, DnsQuestion question, String source) {
    return switch (new AliasChain(server, alias -> true, ttl).follow(question, source)) {
      case FinalAnswer(Observed<DnsAnswer> answer) -> answer;
      case LeavesZone _ -> throw new IllegalStateException("every alias may be asked about");
    };
  }

  /**
   * @param source what was asked of whom, for the {@link Reason}
   */
  ChainEnd follow(DnsQuestion first, String source) {
    DnsQuestion question = first;
    List<Name> aliases = new ArrayList<>();
    Set<Name> visited = new HashSet<>(Set.of(question.name()));
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
          ParsedResponse.of(reply.message(), question, visited, MAX_ALIASES - aliases.size());
      for (int i = 0; i < section.aliases().size(); i++) {
        Name alias = section.aliases().get(i);
        aliases.add(alias);
        if (!mayAskAbout.test(alias)) {
          return new LeavesZone(
              List.copyOf(aliases), combinedTtl(ttl, chosenTtl(section.ttls().subList(0, i + 1))));
        }
      }
      ttl = combinedTtl(ttl, chosenTtl(section.ttls()));
      // The records show a loop even where the resolver reports a failure, as BIND does.
      if (section.aliasLoop()) {
        return known(Status.CNAME_LOOP, List.of(), aliases, ttl);
      }
      if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
        return unknown(DnsFailures.reason(reply.message(), source));
      }
      if (aliases.size() > MAX_ALIASES) {
        return unknown(
            Reason.of(ReasonKind.FAILED, source, "more than " + MAX_ALIASES + " aliases"));
      }
      boolean noRecords = section.records().isEmpty();
      if (rcode == Rcode.NXDOMAIN) {
        return noRecords
            ? known(Status.NXDOMAIN, List.of(), aliases, combinedTtl(ttl, section.negativeTtl()))
            : unknown(Reason.of(ReasonKind.MALFORMED, source, "NXDOMAIN, yet with records"));
      }
      if (section.malformedReason() != null) {
        return unknown(Reason.of(ReasonKind.MALFORMED, source, section.malformedReason()));
      }
      if (!noRecords) {
        return known(Status.ANSWERED, section.records(), aliases, ttl);
      }
      if (section.provesAbsence()) {
        return known(Status.NODATA, List.of(), aliases, combinedTtl(ttl, section.negativeTtl()));
      }
      if (section.finalName().equals(question.name())) {
        return section.inconclusiveReason() == null
            ? known(Status.NODATA, List.of(), aliases, ttl)
            : unknown(Reason.of(ReasonKind.FAILED, source, section.inconclusiveReason()));
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
