package io.todoku.account;

/**
 * A decision as it is stored.
 *
 * @param isNew false where the same had been recorded before
 */
record Recorded<T>(T decision, boolean isNew) {}
