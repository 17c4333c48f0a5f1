/** The steps of each strategy, their order and commands, and the state that each of them is in. */
@ApplicationModule(
    allowedDependencies = {
      "runbook.plan",
      "runbook.observe",
      "runbook.check",
      "rule",
      "snapshot",
      "spf"
    })
@NullMarked
package io.todoku.runbook.step;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
