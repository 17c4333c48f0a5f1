package io.todoku.runbook.check;

import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.List;
import java.util.stream.Stream;

/**
 * A rule of the catalogue passes for a resource of the target account. Without a finding about it
 * the outcome is unknown.
 *
 * @param rule the id of the rule
 * @param resourceId an address, a domain or a Region
 * @param acceptsWarning whether a warning is good enough
 * @param acceptsConfirmation whether a person can confirm what the rule cannot find out
 */
public record RulePassesCheck(
    String rule, String resourceId, boolean acceptsWarning, boolean acceptsConfirmation)
    implements StepCheck {

  public static RulePassesCheck acceptingWarnings(String rule, String resourceId) {
    return new RulePassesCheck(rule, resourceId, true, false);
  }

  @Override
  public CheckOutcome evaluate(CheckContext context) {
    List<Finding> findings =
        context.findings().stream()
            .filter(finding -> finding.rule().equals(rule) && isAboutResource(finding.resource()))
            .toList();
    if (findings.isEmpty()) {
      Reason reason = reasonForNoFinding(context);
      return CheckOutcome.unknown(
          Text.of("runbook.check.rule.absent", ruleTitle(), resourceId), reason, List.of());
    }
    return findings.stream()
        .map(this::outcome)
        .filter(outcome -> !outcome.isSatisfied())
        .findFirst()
        .orElseGet(() -> outcome(findings.getFirst()));
  }

  /** Why there is no finding: what the rule could not find out may have hidden it. */
  private Reason reasonForNoFinding(CheckContext context) {
    return context.findings().stream()
        .filter(finding -> finding.rule().equals(rule) && finding.resource().address() == null)
        .flatMap(finding -> Stream.ofNullable(finding.unknownReason()))
        .findFirst()
        .orElseGet(() -> Reason.of(ReasonKind.INCONCLUSIVE, rule + " " + resourceId, ""));
  }

  private boolean isAboutResource(Resource resource) {
    return resourceId.equals(resource.address()) || resourceId.equals(resource.id());
  }

  private CheckOutcome outcome(Finding finding) {
    Text message = Text.of("runbook.check.rule", ruleTitle(), finding.summary());
    return switch (finding.verdict()) {
      case PASS -> CheckOutcome.holds(message, finding.evidence());
      case WARN ->
          acceptsWarning
              ? CheckOutcome.holds(message, finding.evidence())
              : CheckOutcome.notYet(message, finding.evidence());
      case FAIL, NOT_APPLICABLE -> CheckOutcome.notYet(message, finding.evidence());
      case UNKNOWN -> unknownOutcome(finding, message);
    };
  }

  private CheckOutcome unknownOutcome(Finding finding, Text message) {
    Reason reason = finding.unknownReason();
    boolean canBeConfirmed =
        reason == null
            || reason.kind() == ReasonKind.NOT_RECORDED
            || reason.kind() == ReasonKind.OUTDATED
            || reason.kind() == ReasonKind.NOT_SUBSCRIBED;
    return acceptsConfirmation && canBeConfirmed
        ? new CheckOutcome(CheckResult.NEEDS_CONFIRMATION, message, finding.evidence(), null, null)
        : CheckOutcome.unknown(
            message,
            reason == null ? Reason.of(ReasonKind.INCONCLUSIVE, rule, "") : reason,
            finding.evidence());
  }

  private Text ruleTitle() {
    return Text.of("rule." + rule + ".title");
  }
}
