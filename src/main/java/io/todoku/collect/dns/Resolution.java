package io.todoku.collect.dns;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;

/**
 * Follows one question to its end (RFC 1034 section 5.3.3): CNAME chains across answers, the next
 * resolver where one cannot say, and the DNSSEC check where none can.
 */
final class Resolution {

  private static final int MAX_ALIASES = 12;

  private final List<NamedResolver> resolvers;
  private final Semaphore places;
  private final Clock clock;

  Resolution(List<NamedResolver> resolvers, Semaphore places, Clock clock) {
    this.resolvers = resolvers;
    this.places = places;
    this.clock = clock;
  }

  DnsLookup resolve(String name, String type) {
    Reason reason = Reason.of(Cause.NOT_CONFIGURED, name + " " + type, "no resolver");
    String asked = "";
    for (NamedResolver resolver : resolvers) {
      asked = resolver.name();
      switch (follow(resolver, name, type)) {
        case Observed.Known<DnsAnswer> answer -> {
          return new DnsLookup(name, type, asked, clock.instant(), answer);
        }
        case Observed.Unknown<DnsAnswer>(Reason why) -> reason = why;
      }
    }
    return new DnsLookup(name, type, asked, clock.instant(), Observed.unknown(reason));
  }

  private Observed<DnsAnswer> follow(NamedResolver resolver, String name, String type) {
    String source = name + " " + type + " @" + resolver.name();
    Name current;
    try {
      current = Name.fromString(name, Name.root);
    } catch (TextParseException e) {
      return Observed.unknown(Reason.of(Cause.MALFORMED, source, "not a DNS name"));
    }
    int wanted = Type.value(type);
    List<String> aliases = new ArrayList<>();
    Set<Name> seen = new HashSet<>(Set.of(current));
    @Nullable Long ttl = null;
    while (true) {
      Message message;
      try {
        message = ask(resolver, current, wanted, false);
        if (message.getRcode() == Rcode.SERVFAIL && answersUnchecked(resolver, current, wanted)) {
          return Observed.known(new DnsAnswer(Status.BOGUS, List.of(), aliases, null));
        }
      } catch (IOException e) {
        return Observed.unknown(Reason.of(cause(e), source, String.valueOf(e.getMessage())));
      }
      int rcode = message.getRcode();
      if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
        return Observed.unknown(Reason.of(cause(rcode), source, Rcode.string(rcode)));
      }
      Section section = Section.of(message, current, wanted, seen);
      section
          .aliases()
          .forEach(alias -> aliases.add(alias.toString(true).toLowerCase(java.util.Locale.ROOT)));
      ttl = least(ttl, section.ttl());
      if (section.loops() || aliases.size() > MAX_ALIASES) {
        return Observed.known(new DnsAnswer(Status.CNAME_LOOP, List.of(), aliases, ttl));
      }
      if (!section.records().isEmpty()) {
        return Observed.known(new DnsAnswer(Status.ANSWERED, section.records(), aliases, ttl));
      }
      if (rcode == Rcode.NXDOMAIN || section.end().equals(current) || section.saysNoMore()) {
        Status status = rcode == Rcode.NXDOMAIN ? Status.NXDOMAIN : Status.NODATA;
        return Observed.known(
            new DnsAnswer(status, List.of(), aliases, least(ttl, section.negativeTtl())));
      }
      current = section.end();
    }
  }

  /**
   * Whether the same question is answered once DNSSEC checking is switched off (RFC 4035 3.2.2).
   */
  private boolean answersUnchecked(NamedResolver resolver, Name name, int type) {
    try {
      int rcode = ask(resolver, name, type, true).getRcode();
      return rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN;
    } catch (IOException e) {
      return false;
    }
  }

  private Message ask(NamedResolver resolver, Name name, int type, boolean unchecked)
      throws IOException {
    Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    if (unchecked) {
      query.getHeader().setFlag(Flags.CD);
    }
    places.acquireUninterruptibly();
    try {
      return resolver.send(query);
    } finally {
      places.release();
    }
  }

  private static @Nullable Long least(@Nullable Long a, @Nullable Long b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return Math.min(a, b);
  }

  private static Cause cause(int rcode) {
    return switch (rcode) {
      case Rcode.SERVFAIL -> Cause.SERVFAIL;
      case Rcode.REFUSED -> Cause.REFUSED;
      case Rcode.FORMERR -> Cause.MALFORMED;
      default -> Cause.FAILED;
    };
  }

  private static Cause cause(IOException e) {
    if (e instanceof WireParseException) {
      return Cause.MALFORMED;
    }
    if (e instanceof NamedResolver.TruncatedException) {
      return Cause.TIMEOUT;
    }
    boolean timeout =
        e instanceof SocketTimeoutException
            || String.valueOf(e.getMessage())
                .toLowerCase(java.util.Locale.ROOT)
                .contains("timed out");
    return timeout ? Cause.TIMEOUT : Cause.UNREACHABLE;
  }
}
