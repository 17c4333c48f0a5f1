package io.todoku.runbook.check;

import io.todoku.runbook.check.ElasticIpStateCheck.ExpectedState;
import io.todoku.runbook.plan.Plan;

/**
 * EC2 has no reverse DNS name for an Elastic IP that is to be transferred. An address that is in
 * neither account has no attribute either, which shows nothing; so the address must be in one of
 * them.
 */
public record ReverseDnsClearedCheck(Plan.OldServer old, Plan.TargetAccount target)
    implements StepCheck {

  @Override
  public CheckOutcome evaluate(CheckContext context) {
    CheckOutcome inOldAccount =
        new ElasticIpStateCheck(
                old.account(), old.region(), old.address(), ExpectedState.IN_ACCOUNT)
            .evaluate(context);
    CheckOutcome inTargetAccount =
        new ElasticIpStateCheck(
                target.account(), target.region(), old.address(), ExpectedState.IN_ACCOUNT)
            .evaluate(context);
    if (inOldAccount.isSatisfied() || inTargetAccount.isSatisfied()) {
      return new ReverseDnsAttributeCheck(old.account(), old.region(), old.address(), null)
          .evaluate(context);
    }
    return inOldAccount.isRefuted() ? inTargetAccount : inOldAccount;
  }
}
