package io.todoku.runbook;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.Outcome.Result;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Snapshot;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * AWS has lifted the block on port 25 in a Region of the new account, by the rule about it. That is
 * silent while the Region has no sender yet: then a person's word stands alone.
 */
record Lifted(String region) implements Check {

  private static final String RULE = "send-limit-removed";
  private static final int GOOD_FOR_DAYS = 365;

  @Override
  public Outcome in(Scene scene) {
    if (scene.findings().stream().anyMatch(finding -> finding.rule().equals(RULE))) {
      return new Judged(RULE, region, false, true).in(scene);
    }
    Snapshot target = scene.seen().target();
    LocalDate today = LocalDate.ofInstant(target.judgedAt(), ZoneOffset.UTC);
    Optional<Attestation> word =
        Attestation.last(target.attestations(), RULE, region, today)
            .filter(said -> said.inForce(today))
            .filter(said -> !said.date().plusDays(GOOD_FOR_DAYS).isBefore(today));
    return word.map(said -> of(said, today))
        .orElseGet(() -> new Outcome(Result.WORD, says(".unknown", region), List.of(), null, null));
  }

  private Outcome of(Attestation word, LocalDate today) {
    String date = word.date().toString();
    long days = Math.max(0, ChronoUnit.DAYS.between(word.date(), today));
    String requested = days == 0 ? ".warn.requested.today" : ".warn.requested";
    List<Evidence> evidence =
        List.of(
            Evidence.person(
                RULE,
                List.of(word.state() + " " + date + " (" + word.by() + ")"),
                word.recordedAt()));
    return switch (word.state()) {
      case GRANTED -> Outcome.holds(says(".pass", region, date, word.by()), evidence);
      case REQUESTED ->
          Outcome.notYet(says(requested, region, date, String.valueOf(days)), evidence);
      case REFUSED -> Outcome.notYet(says(".fail", region, date), evidence);
    };
  }

  private static Text says(String key, Object... arguments) {
    return Text.of(
        "runbook.check.rule", Text.of("rule." + RULE + ".title"), Text.of(RULE + key, arguments));
  }
}
