package io.todoku.runbook.check;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
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
public record SendLimitRemovedCheck(String region) implements StepCheck {

  private static final String RULE = "send-limit-removed";

  @Override
  public CheckOutcome evaluate(CheckContext scene) {
    if (scene.findings().stream().anyMatch(finding -> finding.rule().equals(RULE))) {
      return new RulePassesCheck(RULE, region, false, true).evaluate(scene);
    }
    Snapshot target = scene.observation().target();
    LocalDate today = LocalDate.ofInstant(target.judgedAt(), ZoneOffset.UTC);
    Optional<Attestation> word =
        Attestation.latest(target.attestations(), RULE, region, today)
            .filter(said -> said.inForce(today))
            .filter(said -> !said.isOutdated(today));
    return word.map(said -> outcome(said, today))
        .orElseGet(() ->
            new CheckOutcome(
                CheckResult.NEEDS_CONFIRMATION,
                message(".unknown", region),
                List.of(),
                null,
                null));
  }

  private CheckOutcome outcome(Attestation word, LocalDate today) {
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
      case GRANTED -> CheckOutcome.holds(message(".pass", region, date, word.by()), evidence);
      case REQUESTED ->
          CheckOutcome.notYet(message(requested, region, date, String.valueOf(days)), evidence);
      case REFUSED -> CheckOutcome.notYet(message(".fail", region, date), evidence);
    };
  }

  private static Text message(String key, Object... arguments) {
    return Text.of(
        "runbook.check.rule", Text.of("rule." + RULE + ".title"), Text.of(RULE + key, arguments));
  }
}
