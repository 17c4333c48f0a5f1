package io.todoku.runbook.check;

import io.todoku.runbook.check.ElasticIpStateCheck.ExpectedState;
import io.todoku.runbook.plan.Plan;

/**
 * EC2 holds no reverse name for an Elastic IP that is to be transferred: of one that is in neither
 * account, nothing is seen, and that shows nothing.
 */
public record ReverseDnsClearedCheck(Plan.OldServer old, Plan.TargetAccount target)
    implements StepCheck {

  @Override
  public CheckOutcome evaluate(CheckContext scene) {
    CheckOutcome before =
        new ElasticIpStateCheck(
                old.account(), old.region(), old.address(), ExpectedState.IN_ACCOUNT)
            .evaluate(scene);
    CheckOutcome after =
        new ElasticIpStateCheck(
                target.account(), target.region(), old.address(), ExpectedState.IN_ACCOUNT)
            .evaluate(scene);
    if (before.isSatisfied() || after.isSatisfied()) {
      return new ReverseDnsAttributeCheck(old.account(), old.region(), old.address(), null)
          .evaluate(scene);
    }
    return before.isRefuted() ? after : before;
  }
}
