package io.todoku.account;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.todoku.snapshot.Attestation;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An attestation as requested, by page or API. */
record AttestationForm(
    @Nullable String rule,
    @Nullable String region,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES)
        Attestation.@Nullable AttestationState state,
    @Nullable LocalDate date,
    @Nullable String caseId,
    @Nullable String note,
    @Nullable LocalDate expires) {}
