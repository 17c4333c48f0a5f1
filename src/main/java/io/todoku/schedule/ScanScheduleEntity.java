package io.todoku.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.todoku.account.Account;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A schedule as stored: for one account, for a client's accounts, or for all. */
@Entity
@Table(name = "scan_schedule")
class ScanScheduleEntity {

  private static final Duration MAX_OFFSET = Duration.ofMinutes(10);

  @Id UUID id = new UUID(0, 0);
  @Nullable String accountId;
  @Nullable String client;

  @Enumerated(EnumType.STRING)
  ScanTiming.TimingKind kind = ScanTiming.TimingKind.EVERY;

  String timing = "";
  String zone = "";
  boolean enabled = true;

  /** Whether it comes from the configuration file, which then decides. */
  boolean configured;

  Instant nextAt = Instant.EPOCH;
  @Nullable Instant lastAt;

  /** The run it started last; jobs of earlier runs are obsolete. */
  @Nullable UUID lastRun;

  String createdBy = "";
  Instant createdAt = Instant.EPOCH;

  ScanTiming toTiming() {
    Matcher every = ScanTiming.FixedInterval.PATTERN.matcher(timing);
    return every.matches()
        ? ScanTiming.FixedInterval.of(timing, every)
        : ScanTiming.CronTiming.of(timing, ZoneId.of(zone));
  }

  void setTiming(ScanTiming when, ZoneId in, Instant now) {
    kind = when.kind();
    timing = when.text();
    zone = in.getId();
    nextAt = when.next(now);
  }

  boolean covers(Account account) {
    return accountId != null
        ? accountId.equals(account.id())
        : client == null || client.equals(account.client());
  }

  /**
   * The delay of this account's scan, always the same for an account: at most a tenth of the
   * interval, and at most ten minutes.
   */
  Duration offset(String account, Instant now) {
    ScanTiming when = toTiming();
    Instant next = when.next(now);
    Duration tenth = Duration.between(next, when.next(next)).dividedBy(10);
    Duration bound = tenth.compareTo(MAX_OFFSET) < 0 ? tenth : MAX_OFFSET;
    long stable = UUID.nameUUIDFromBytes((id + account).getBytes(UTF_8)).getMostSignificantBits();
    return Duration.ofMillis(Math.floorMod(stable, bound.toMillis()));
  }
}
