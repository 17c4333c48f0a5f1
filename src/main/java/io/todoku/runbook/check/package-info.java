/** The checks: each decides from what was observed whether one condition of a step holds. */
@ApplicationModule(
    allowedDependencies = {"runbook.plan", "runbook.observe", "rule", "spf", "snapshot"})
@NullMarked
package io.todoku.runbook.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
