/** The checks: each decides from observations whether one thing holds, with evidence. */
@ApplicationModule(
    allowedDependencies = {"runbook.plan", "runbook.observe", "rule", "spf", "snapshot"})
@NullMarked
package io.todoku.runbook.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
