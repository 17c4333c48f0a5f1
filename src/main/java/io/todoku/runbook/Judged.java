package io.todoku.runbook;

import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.runbook.Outcome.Result;
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
record Judged(String rule, String about, boolean warned, boolean asks) implements Check {

  static Judged passes(String rule, String about) {
    return new Judged(rule, about, true, false);
  }

  @Override
  public Outcome in(Scene scene) {
    List<Finding> found =
        scene.findings().stream()
            .filter(finding -> finding.rule().equals(rule) && isAbout(finding.resource()))
            .toList();
    if (found.isEmpty()) {
      Reason reason = hidden(scene);
      return Outcome.unknown(
          Text.of("runbook.check.rule.absent", title(), about), reason, List.of());
    }
    return found.stream()
        .map(this::of)
        .filter(outcome -> !outcome.isHeld())
        .findFirst()
        .orElseGet(() -> of(found.getFirst()));
  }

  /** What the rule could not look into, if anything: that may have hidden it. */
  private Reason hidden(Scene scene) {
    return scene.findings().stream()
        .filter(finding -> finding.rule().equals(rule) && finding.resource().address() == null)
        .flatMap(finding -> Stream.ofNullable(finding.unknown()))
        .findFirst()
        .orElseGet(() -> Reason.of(Cause.INCONCLUSIVE, rule + " " + about, ""));
  }

  private boolean isAbout(Resource resource) {
    return about.equals(resource.address()) || about.equals(resource.id());
  }

  private Outcome of(Finding finding) {
    Text says = Text.of("runbook.check.rule", title(), finding.summary());
    return switch (finding.verdict()) {
      case PASS -> Outcome.holds(says, finding.evidence());
      case WARN ->
          warned
              ? Outcome.holds(says, finding.evidence())
              : Outcome.notYet(says, finding.evidence());
      case FAIL, NOT_APPLICABLE -> Outcome.notYet(says, finding.evidence());
      case UNKNOWN -> unknown(finding, says);
    };
  }

  private Outcome unknown(Finding finding, Text says) {
    Reason why = finding.unknown();
    boolean said =
        why == null
            || why.cause() == Cause.NOT_RECORDED
            || why.cause() == Cause.OUTDATED
            || why.cause() == Cause.NOT_SUBSCRIBED;
    return asks && said
        ? new Outcome(Result.WORD, says, finding.evidence(), null, null)
        : Outcome.unknown(
            says, why == null ? Reason.of(Cause.INCONCLUSIVE, rule, "") : why, finding.evidence());
  }

  private Text title() {
    return Text.of("rule." + rule + ".title");
  }
}
