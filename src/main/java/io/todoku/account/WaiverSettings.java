package io.todoku.account;

import org.jspecify.annotations.Nullable;

/**
 * A waiver in a file: under an account of the configuration, or in a decisions file. Dates are in
 * ISO 8601 format.
 *
 * @param resource the resource's key, id or address
 * @param date on which it was decided
 * @param expires the last day on which it counts
 */
public record WaiverSettings(
    @Nullable String rule,
    @Nullable String resource,
    @Nullable String reason,
    @Nullable String author,
    @Nullable String date,
    @Nullable String expires) {}
