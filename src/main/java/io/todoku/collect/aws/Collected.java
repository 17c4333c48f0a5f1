package io.todoku.collect.aws;

import io.todoku.snapshot.Gap;
import java.util.List;

/** A value read from AWS, and the gaps: what could not be read. */
public record Collected<T>(T value, List<Gap> gaps) {}
