package io.todoku.collect.dns;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;

/** Look-ups through resolvers that a test runs. */
public final class DnsFixture {

  static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");

  /** For servers that answer: never waited for, however slow the machine is. */
  public static final DnsLimits LONG_LIMITS = new DnsLimits(Duration.ofSeconds(10), 2, 64);

  /** For servers that do not. */
  public static final DnsLimits SHORT_LIMITS = new DnsLimits(Duration.ofMillis(100), 2, 64);

  private DnsFixture() {}

  public static DnsSession session(DnsLimits limits, String... resolvers) {
    return new DnsCollector(
            new DnsSettings(List.of(resolvers), List.of(), 53),
            Clock.fixed(NOW, ZoneOffset.UTC),
            limits)
        .openSession(List.of());
  }

  /**
   * @param authorityPort of all authoritative servers
   */
  static AllServersSession allServersSession(
      DnsLimits limits, int authorityPort, Predicate<String> allowed, String... resolvers) {
    return new DnsCollector(
            new DnsSettings(List.of(resolvers), List.of(), authorityPort),
            Clock.fixed(NOW, ZoneOffset.UTC),
            limits)
        .openAllServersSession(allowed);
  }

  static DnsLookup lookup(ScriptedDns dns, String name, String type) {
    return session(LONG_LIMITS, dns.resolver()).lookup(name, type);
  }

  static DnsAnswer known(DnsLookup lookup) {
    return known(lookup.answer());
  }

  static <T> T known(Observed<T> observed) {
    return switch (observed) {
      case Known<T>(T value) -> value;
      case Unknown<T>(Reason reason) -> throw new AssertionError("unknown: " + reason);
    };
  }

  static Reason unknown(DnsLookup lookup) {
    return unknown(lookup.answer());
  }

  static <T> Reason unknown(Observed<T> observed) {
    return switch (observed) {
      case Known<T>(T value) -> throw new AssertionError("known: " + value);
      case Unknown<T>(Reason reason) -> reason;
    };
  }
}
