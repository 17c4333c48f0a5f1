package io.todoku.collect.dns;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;

/**
 * Follows one question to its end (RFC 1034 section 5.3.3): CNAME chains across answers, and the
 * next resolver where one cannot say.
 */
final class Resolution {

  private static final int MAX_ALIASES = 12;

  private final List<NamedResolver> resolvers;
  private final Asker asker;
  private final Clock clock;

  Resolution(List<NamedResolver> resolvers, Semaphore places, Clock clock) {
    this.resolvers = resolvers;
    this.asker = new Asker(places);
    this.clock = clock;
  }

  /**
   * @param name canonical
   * @throws IllegalArgumentException for a type that does not exist
   */
  DnsLookup resolve(String name, String type) {
    String source = name + " " + type;
    Question question = Question.of(name, type);
    if (question == null) {
      return unknown(name, type, "", Reason.of(Cause.MALFORMED, source, "not a DNS name"));
    }
    Reason reason = new Reason(Cause.NOT_CONFIGURED, source, "", "todoku.dns.resolvers");
    String asked = "";
    for (NamedResolver resolver : resolvers) {
      asked = resolver.name();
      switch (follow(resolver, question, source + " @" + asked)) {
        case Observed.Known<DnsAnswer> answer -> {
          return new DnsLookup(name, type, asked, clock.instant(), answer);
        }
        case Observed.Unknown<DnsAnswer>(Reason why) -> reason = why;
      }
    }
    return unknown(name, type, asked, reason);
  }

  private DnsLookup unknown(String name, String type, String asked, Reason reason) {
    return new DnsLookup(name, type, asked, clock.instant(), Observed.unknown(reason));
  }

  private Observed<DnsAnswer> follow(NamedResolver resolver, Question first, String source) {
    Question question = first;
    List<String> aliases = new ArrayList<>();
    Set<Name> seen = new HashSet<>(Set.of(question.name()));
    @Nullable Long ttl = null;
    while (true) {
      Asker.Reply reply;
      try {
        reply = asker.ask(resolver, question);
      } catch (IOException e) {
        return Observed.unknown(Failures.reason(e, source));
      }
      if (reply.bogus()) {
        return known(Status.BOGUS, List.of(), aliases, null);
      }
      int rcode = reply.message().getRcode();
      Section section = Section.of(reply.message(), question, seen, MAX_ALIASES - aliases.size());
      section.aliases().forEach(alias -> aliases.add(DnsLookup.canonical(alias.toString())));
      ttl = least(ttl, section.ttl());
      // A loop is shown by its records, also where the resolver calls it a failure, as BIND does.
      if (section.loops()) {
        return known(Status.CNAME_LOOP, List.of(), aliases, ttl);
      }
      if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
        return Observed.unknown(Failures.reason(reply.message(), source));
      }
      if (aliases.size() > MAX_ALIASES) {
        return Observed.unknown(
            Reason.of(Cause.FAILED, source, "more than " + MAX_ALIASES + " aliases"));
      }
      boolean nothing = section.records().isEmpty();
      if (rcode == Rcode.NXDOMAIN) {
        return nothing
            ? known(Status.NXDOMAIN, List.of(), aliases, least(ttl, section.negativeTtl()))
            : Observed.unknown(Reason.of(Cause.MALFORMED, source, "NXDOMAIN, yet with records"));
      }
      if (section.excess() != null) {
        return Observed.unknown(Reason.of(Cause.MALFORMED, source, section.excess()));
      }
      if (!nothing) {
        return known(Status.ANSWERED, section.records(), aliases, ttl);
      }
      if (section.saysNoMore()) {
        return known(Status.NODATA, List.of(), aliases, least(ttl, section.negativeTtl()));
      }
      if (section.end().equals(question.name())) {
        return section.doubt() == null
            ? known(Status.NODATA, List.of(), aliases, ttl)
            : Observed.unknown(Reason.of(Cause.FAILED, source, section.doubt()));
      }
      question = question.about(section.end());
    }
  }

  private static Observed<DnsAnswer> known(
      Status status, List<String> records, List<String> aliases, @Nullable Long ttl) {
    return Observed.known(new DnsAnswer(status, records, List.copyOf(aliases), ttl));
  }

  private static @Nullable Long least(@Nullable Long a, @Nullable Long b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return Math.min(a, b);
  }
}
