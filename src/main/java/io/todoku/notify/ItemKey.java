package io.todoku.notify;

/**
 * What a ticket is about: one rule and one resource of an account.
 *
 * @param resource its key, the same in every scan
 */
public record ItemKey(String rule, String resource) {}
