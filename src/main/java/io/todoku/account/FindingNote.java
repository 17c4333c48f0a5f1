package io.todoku.account;

import java.time.Instant;

/**
 * What a person wrote about a finding, in plain text. It changes no verdict.
 *
 * @param resource the key of the finding's resource
 */
public record FindingNote(
    String id, String rule, String resource, String text, String author, Instant createdAt) {}
