package io.todoku.snapshot;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person's dated statement about what no API tells.
 *
 * @param rule whose question it answers
 * @param region it is about; null for the whole account
 * @param state the state that is attested
 * @param date on which it was so
 * @param by who stated it
 * @param caseId of AWS Support, null where none was given
 * @param recordedAt when it was written down
 * @param expires after which it counts no longer; null: never by itself
 */
public record Attestation(
    String id,
    String rule,
    @Nullable String region,
    AttestationState state,
    LocalDate date,
    String by,
    @Nullable String caseId,
    @Nullable String note,
    Instant recordedAt,
    @Nullable LocalDate expires) {

  private static final int VALID_DAYS = 365;

  /** Whether it still counts on this day, as far as its own expiry goes. */
  public boolean inForce(LocalDate today) {
    return expires == null || !today.isAfter(expires);
  }

  /**
   * Whether it is older than a year on this day. It is not relied on then, because AWS may have
   * restricted the account again.
   */
  public boolean isOutdated(LocalDate today) {
    return date.plusDays(VALID_DAYS).isBefore(today);
  }

  /**
   * The attestation that counts for a Region: the one recorded last, whatever date it bears, so
   * that an earlier one can be corrected. One that is dated after tomorrow does not count; whether
   * the one that is found is still in force is for the caller to ask.
   */
  public static Optional<Attestation> latest(
      Collection<Attestation> all, String rule, String region, LocalDate today) {
    return all.stream()
        .filter(attestation ->
            attestation.rule().equals(rule) && !attestation.date().isAfter(today.plusDays(1)))
        .filter(attestation -> attestation.region() == null || attestation.region().equals(region))
        .max(Comparator.comparing(Attestation::recordedAt).thenComparing(Attestation::date));
  }

  public enum AttestationState {
    REQUESTED,
    GRANTED,
    REFUSED
  }
}
