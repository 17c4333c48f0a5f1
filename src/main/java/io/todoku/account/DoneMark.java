package io.todoku.account;

import java.time.Instant;

/**
 * A person's note that they have done what a finding asks for. It changes no verdict: a scan does.
 *
 * @param resource the key of the finding's resource
 */
public record DoneMark(
    String accountId, String rule, String resource, String author, Instant markedAt) {}
