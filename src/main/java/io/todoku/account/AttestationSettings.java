package io.todoku.account;

import org.jspecify.annotations.Nullable;

/**
 * An attestation in a file: under an account of the configuration, or in a decisions file. Dates
 * are in ISO 8601 format.
 *
 * @param rule whose question it answers
 * @param region it is about; null for the whole account
 * @param state {@code requested}, {@code granted} or {@code refused}
 * @param date on which it was so
 * @param author who stated it
 * @param expires the last day on which it counts; null: never by itself
 */
public record AttestationSettings(
    @Nullable String rule,
    @Nullable String region,
    @Nullable String state,
    @Nullable String date,
    @Nullable String author,
    @Nullable String caseId,
    @Nullable String note,
    @Nullable String expires) {}
