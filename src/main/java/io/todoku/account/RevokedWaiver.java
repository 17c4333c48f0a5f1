package io.todoku.account;

import java.time.Instant;

/**
 * A waiver that somebody ended before its day.
 *
 * @param by who revoked it
 */
public record RevokedWaiver(Waiver waiver, Instant revokedAt, String by) {}
