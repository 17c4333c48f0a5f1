package io.todoku.snapshot;

import java.time.Instant;

/**
 * That a person leaves a Region out, because the organization has closed it.
 *
 * @param by who decided
 * @param at when
 */
public record RegionExclusion(String by, Instant at) {}
