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
 * AWS has removed the restriction of port 25 in a Region of the target account, as the rule {@code
 * send-limit-removed} judges it. The rule gives no finding while the Region has no sender yet; then
 * the attestation alone decides.
 */
public record SendLimitRemovedCheck(String region) implements StepCheck {

  private static final String RULE = "send-limit-removed";

  @Override
  public CheckOutcome evaluate(CheckContext context) {
    if (context.findings().stream().anyMatch(finding -> finding.rule().equals(RULE))) {
      return new RulePassesCheck(RULE, region, false, true).evaluate(context);
    }
    Snapshot target = context.observation().target();
    LocalDate today = LocalDate.ofInstant(target.judgedAt(), ZoneOffset.UTC);
    Optional<Attestation> current =
        Attestation.latest(target.attestations(), RULE, region, today)
            .filter(attestation -> attestation.inForce(today))
            .filter(attestation -> !attestation.isOutdated(today));
    return current
        .map(attestation -> outcome(attestation, today))
        .orElseGet(() ->
            new CheckOutcome(
                CheckResult.NEEDS_CONFIRMATION,
                message(".unknown", region),
                List.of(),
                null,
                null));
  }

  private CheckOutcome outcome(Attestation attestation, LocalDate today) {
    String date = attestation.date().toString();
    long days = Math.max(0, ChronoUnit.DAYS.between(attestation.date(), today));
    String requested = days == 0 ? ".warn.requested.today" : ".warn.requested";
    List<Evidence> evidence =
        List.of(
            Evidence.person(
                RULE,
                List.of(attestation.state() + " " + date + " (" + attestation.by() + ")"),
                attestation.recordedAt()));
    return switch (attestation.state()) {
      case GRANTED ->
          CheckOutcome.holds(message(".pass", region, date, attestation.by()), evidence);
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
