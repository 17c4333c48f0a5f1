package io.todoku.collect.dns;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Look-ups through resolvers that a test runs. */
public final class Lookups {

  static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");

  /** For servers that answer: never waited for, however slow the machine is. */
  public static final DnsLimits PATIENT = new DnsLimits(Duration.ofSeconds(10), 2, 64);

  /** For servers that do not. */
  public static final DnsLimits HASTY = new DnsLimits(Duration.ofMillis(100), 2, 64);

  private Lookups() {}

  public static DnsSession session(DnsLimits limits, String... resolvers) {
    return new DnsCollector(
            new DnsSettings(List.of(resolvers), List.of()),
            Clock.fixed(NOW, ZoneOffset.UTC),
            limits)
        .open(List.of());
  }

  static DnsLookup lookup(ScriptedDns dns, String name, String type) {
    return session(PATIENT, dns.resolver()).lookup(name, type);
  }

  static DnsAnswer known(DnsLookup lookup) {
    return switch (lookup.answer()) {
      case Known<DnsAnswer>(DnsAnswer answer) -> answer;
      case Unknown<DnsAnswer>(Reason reason) -> throw new AssertionError("unknown: " + reason);
    };
  }

  static Reason unknown(DnsLookup lookup) {
    return switch (lookup.answer()) {
      case Known<DnsAnswer>(DnsAnswer answer) -> throw new AssertionError("known: " + answer);
      case Unknown<DnsAnswer>(Reason reason) -> reason;
    };
  }
}
