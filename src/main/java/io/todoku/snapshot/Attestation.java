package io.todoku.snapshot;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A person's dated word on what no API tells.
 *
 * @param rule whose question it answers
 * @param region it is about; null for the whole account
 * @param state what was said
 * @param date on which it was so
 * @param by who said it
 * @param caseId of AWS Support, null where none was given
 * @param recordedAt when it was written down
 * @param expires after which it counts no longer; null: never by itself
 */
public record Attestation(
    String id,
    String rule,
    @Nullable String region,
    State state,
    LocalDate date,
    String by,
    @Nullable String caseId,
    @Nullable String note,
    Instant recordedAt,
    @Nullable LocalDate expires) {

  /** Whether it still counts on this day, as far as its own expiry goes. */
  public boolean inForce(LocalDate today) {
    return expires == null || !today.isAfter(expires);
  }

  public enum State {
    REQUESTED,
    GRANTED,
    REFUSED
  }
}
