package io.todoku.notify;

/**
 * Identifies a finding of an account by its rule and resource.
 *
 * @param resource its key, the same in every scan
 */
public record ItemKey(String rule, String resource) {}
