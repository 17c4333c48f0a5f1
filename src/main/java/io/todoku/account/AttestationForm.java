package io.todoku.account;

import io.todoku.snapshot.Attestation;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An attestation as requested, by page or API. */
record AttestationForm(
    @Nullable String rule,
    @Nullable String region,
    Attestation.@Nullable AttestationState state,
    @Nullable LocalDate date,
    @Nullable String caseId,
    @Nullable String note,
    @Nullable LocalDate expires) {}
