package io.todoku.report;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The sentences of a sheet about Regions that the findings do not cover. */
final class RegionNotes {

  private RegionNotes() {}

  /** Which Regions are not enabled, and which people leave out, with author and date. */
  static List<String> of(Checklist list, Wording wording, Times times) {
    List<String> notes = new ArrayList<>();
    list.addressSearch().notes().forEach(note -> notes.add(wording.of(note)));
    if (!list.excludedRegions().isEmpty()) {
      notes.add(
          wording.of("regions.excluded", list.excludedRegions().size())
              + " "
              + list.excludedRegions().entrySet().stream()
                  .map(region ->
                      "%s (%s, %s)"
                          .formatted(
                              region.getKey(),
                              region.getValue().by(),
                              times.day(region.getValue().at())))
                  .collect(Collectors.joining(", ")));
    }
    return List.copyOf(notes);
  }
}
