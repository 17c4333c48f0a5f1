package io.todoku.scan;

import java.util.Collection;

/** The counts of what is certain, over all accounts of a run. */
record FoundTotals(int toFix, int toConsider, int fine) {

  static final FoundTotals NONE = new FoundTotals(0, 0, 0);

  static FoundTotals of(Collection<FoundSection> sections) {
    return new FoundTotals(
        sections.stream().mapToInt(FoundSection::toFix).sum(),
        sections.stream().mapToInt(FoundSection::toConsider).sum(),
        sections.stream().mapToInt(FoundSection::fine).sum());
  }
}
