package io.todoku.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as the list shows it.
 *
 * @param scope {@code all}, {@code client} or {@code account}
 * @param name of the client or the account; empty for all
 * @param accounts the number of accounts that it scans
 * @param amount of {@code unit}; not for a cron expression
 * @param cron null for a fixed interval
 * @param regular the times of the cron expression, where words can say them; null where none do
 * @param nextInZone the next time in the zone of the cron expression
 * @param lastRun null if none was started or it is no longer stored
 */
record ScanScheduleView(
    UUID id,
    String of,
    String name,
    @Nullable String account,
    int accounts,
    long amount,
    String unit,
    @Nullable String cron,
    @Nullable RegularTime regular,
    String zone,
    boolean enabled,
    boolean configured,
    Instant nextAt,
    String nextInZone,
    @Nullable Instant lastAt,
    @Nullable UUID lastRun) {

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  static ScanScheduleView of(
      ScanScheduleEntity stored, String name, int accounts, @Nullable UUID lastRun) {
    ScanTiming timing = stored.toTiming();
    ScanTiming.FixedInterval every = timing instanceof ScanTiming.FixedInterval e ? e : null;
    return new ScanScheduleView(
        stored.id,
        stored.accountId != null ? "account" : stored.client != null ? "client" : "all",
        name,
        stored.accountId,
        accounts,
        every == null ? 0 : every.amount(),
        every == null ? "" : every.unit(),
        every == null ? timing.text() : null,
        every == null ? RegularTime.of(timing.text()).orElse(null) : null,
        stored.zone,
        stored.enabled,
        stored.configured,
        stored.nextAt,
        MINUTES.withZone(ZoneId.of(stored.zone)).format(stored.nextAt),
        stored.lastAt,
        lastRun);
  }
}
