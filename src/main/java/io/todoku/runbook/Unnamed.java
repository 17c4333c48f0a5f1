package io.todoku.runbook;

import io.todoku.runbook.Elastic.Want;

/**
 * EC2 holds no reverse name for an Elastic IP that is to be transferred: of one that is in neither
 * account, nothing is seen, and that shows nothing.
 */
record Unnamed(Plan.Old old, Plan.Target target) implements Check {

  @Override
  public Outcome in(Scene scene) {
    Outcome before = new Elastic(old.account(), old.region(), old.address(), Want.HELD).in(scene);
    Outcome after =
        new Elastic(target.account(), target.region(), old.address(), Want.HELD).in(scene);
    if (before.isHeld() || after.isHeld()) {
      return new ReverseAttribute(old.account(), old.region(), old.address(), null).in(scene);
    }
    return before.fails() ? after : before;
  }
}
