package io.todoku.runbook.check;

import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import java.util.List;
import java.util.stream.Stream;

/**
 * A rule of the catalogue passes for a resource of the new account. What was not looked at does not
 * pass.
 *
 * @param about an address, a domain or a Region
 * @param warned whether a warning is good enough
 * @param asks whether a person's word makes up for what the rule cannot see
 */
public record RulePassesCheck(
    String rule, String resourceId, boolean acceptsWarning, boolean acceptsConfirmation)
    implements StepCheck {

  public static RulePassesCheck acceptingWarnings(String rule, String about) {
    return new RulePassesCheck(rule, about, true, false);
  }

  @Override
  public CheckOutcome evaluate(CheckContext scene) {
    List<Finding> found =
        scene.findings().stream()
            .filter(finding -> finding.rule().equals(rule) && isAboutResource(finding.resource()))
            .toList();
    if (found.isEmpty()) {
      Reason reason = reasonForNoFinding(scene);
      return CheckOutcome.unknown(
          Text.of("runbook.check.rule.absent", ruleTitle(), resourceId), reason, List.of());
    }
    return found.stream()
        .map(this::outcome)
        .filter(outcome -> !outcome.isSatisfied())
        .findFirst()
        .orElseGet(() -> outcome(found.getFirst()));
  }

  /** What the rule could not look into, if anything: that may have hidden it. */
  private Reason reasonForNoFinding(CheckContext scene) {
    return scene.findings().stream()
        .filter(finding -> finding.rule().equals(rule) && finding.resource().address() == null)
        .flatMap(finding -> Stream.ofNullable(finding.unknownReason()))
        .findFirst()
        .orElseGet(() -> Reason.of(Cause.INCONCLUSIVE, rule + " " + resourceId, ""));
  }

  private boolean isAboutResource(Resource resource) {
    return resourceId.equals(resource.address()) || resourceId.equals(resource.id());
  }

  private CheckOutcome outcome(Finding finding) {
    Text says = Text.of("runbook.check.rule", ruleTitle(), finding.summary());
    return switch (finding.verdict()) {
      case PASS -> CheckOutcome.holds(says, finding.evidence());
      case WARN ->
          acceptsWarning
              ? CheckOutcome.holds(says, finding.evidence())
              : CheckOutcome.notYet(says, finding.evidence());
      case FAIL, NOT_APPLICABLE -> CheckOutcome.notYet(says, finding.evidence());
      case UNKNOWN -> unknownOutcome(finding, says);
    };
  }

  private CheckOutcome unknownOutcome(Finding finding, Text says) {
    Reason why = finding.unknownReason();
    boolean said =
        why == null
            || why.cause() == Cause.NOT_RECORDED
            || why.cause() == Cause.OUTDATED
            || why.cause() == Cause.NOT_SUBSCRIBED;
    return acceptsConfirmation && said
        ? new CheckOutcome(CheckResult.NEEDS_CONFIRMATION, says, finding.evidence(), null, null)
        : CheckOutcome.unknown(
            says, why == null ? Reason.of(Cause.INCONCLUSIVE, rule, "") : why, finding.evidence());
  }

  private Text ruleTitle() {
    return Text.of("rule." + rule + ".title");
  }
}
