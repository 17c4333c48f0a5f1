package io.todoku.cli;

import io.todoku.account.AccountDecisions;
import io.todoku.account.Waiver;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.Wording;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Snapshot;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Tells which decisions of files were not applied to an account, and why. */
final class DecisionNotes {

  private static final int MAX_EXAMPLES = 5;

  private DecisionNotes() {}

  /**
   * @param whole the checklist with every rule
   */
  static List<String> of(
      Snapshot snapshot, Checklist whole, AccountDecisions decisions, Wording wording) {
    LocalDate today = LocalDate.ofInstant(snapshot.judgedAt(), ZoneOffset.UTC);
    List<String> notes = new ArrayList<>();
    decisions.attestations().forEach(said -> attestation(said, snapshot, today, wording, notes));
    decisions.waivers().forEach(waiver -> waiver(waiver, whole, today, wording, notes));
    return notes;
  }

  private static void attestation(
      Attestation said, Snapshot snapshot, LocalDate today, Wording wording, List<String> notes) {
    String region = said.region();
    if (!said.inForce(today)) {
      notes.add(
          wording.of(
              "command.attestation.expired",
              said.rule(),
              said.by(),
              String.valueOf(said.expires())));
    } else if (said.isOutdated(today)) {
      notes.add(
          wording.of(
              "command.attestation.outdated", said.rule(), said.by(), said.date().toString()));
    } else if (region != null
        && snapshot.regions() instanceof Known
        && snapshot.knownRegions().stream().noneMatch(known -> known.name().equals(region))) {
      notes.add(wording.of("command.attestation.region", said.rule(), said.by(), region));
    }
  }

  private static void waiver(
      Waiver waiver, Checklist whole, LocalDate today, Wording wording, List<String> notes) {
    if (!waiver.isInForce(today)) {
      notes.add(
          wording.of(
              "command.waiver.expired",
              waiver.rule(),
              waiver.resource(),
              waiver.author(),
              waiver.expires().toString()));
      return;
    }
    List<Item> ofRule =
        whole.items().stream().filter(item -> item.rule().id().equals(waiver.rule())).toList();
    if (ofRule.stream().noneMatch(item -> item.finding().resource().matches(waiver.resource()))) {
      List<String> keys =
          ofRule.stream().map(item -> item.finding().resource().key()).distinct().toList();
      notes.add(
          wording.of(
              "command.waiver.nothing",
              waiver.rule(),
              waiver.resource(),
              waiver.author(),
              keys.size(),
              String.join(", ", keys.stream().limit(MAX_EXAMPLES).toList())
                  + (keys.size() > MAX_EXAMPLES ? ", …" : "")));
    }
  }
}
