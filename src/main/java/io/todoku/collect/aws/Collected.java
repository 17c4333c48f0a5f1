package io.todoku.collect.aws;

import io.todoku.snapshot.Gap;
import java.util.List;

/** What AWS said, with what it did not say. */
public record Collected<T>(T value, List<Gap> gaps) {}
