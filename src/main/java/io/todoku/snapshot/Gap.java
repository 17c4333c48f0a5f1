package io.todoku.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * Something that could not be collected.
 *
 * @param region null where it is not about one Region
 */
public record Gap(@Nullable String region, Reason reason) {}
