/** The steps of each strategy, their order and commands, and where each of them stands. */
@ApplicationModule(
    allowedDependencies = {
      "runbook.plan",
      "runbook.observe",
      "runbook.check",
      "rule",
      "account",
      "snapshot",
      "spf"
    })
@NullMarked
package io.todoku.runbook.step;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
