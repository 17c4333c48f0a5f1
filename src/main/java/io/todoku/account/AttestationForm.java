package io.todoku.account;

import io.todoku.snapshot.Attestation;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An attestation as requested, by page or API. */
record AttestationForm(
    @Nullable String rule,
    @Nullable String region,
    Attestation.@Nullable AttestationState state,
    @Nullable LocalDate date,
    @Nullable String caseId,
    @Nullable String note,
    @Nullable LocalDate expires) {

  /** Whether it says the same as one that is recorded. */
  boolean isSameAs(Attestation recorded) {
    return recorded.rule().equals(rule)
        && recorded.state() == state
        && recorded.date().equals(date)
        && Objects.equals(recorded.region(), region)
        && Objects.equals(recorded.caseId(), caseId)
        && Objects.equals(recorded.note(), note)
        && Objects.equals(recorded.expires(), expires);
  }
}
