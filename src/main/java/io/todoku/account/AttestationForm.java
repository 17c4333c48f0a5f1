package io.todoku.account;

import io.todoku.snapshot.Attestation;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A person's word as it is handed in, by page or API. */
record AttestationForm(
    String rule,
    @Nullable String region,
    Attestation.State state,
    LocalDate date,
    @Nullable String caseId,
    @Nullable String note,
    @Nullable LocalDate expires) {

  AttestationForm {
    if (rule == null || state == null || date == null) {
      throw new IllegalArgumentException(
          "an attestation needs rule, state (REQUESTED, GRANTED or REFUSED) and date");
    }
  }
}
