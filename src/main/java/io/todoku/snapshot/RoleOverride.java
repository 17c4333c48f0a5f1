package io.todoku.snapshot;

import java.time.Instant;

/**
 * A person's word that an address sends mail, or that it does not.
 *
 * @param by who said it
 * @param at when
 * @param reason why, for whoever reads the report
 */
public record RoleOverride(boolean sends, String by, Instant at, String reason) {}
