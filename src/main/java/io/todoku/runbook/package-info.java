/** A mail server's migration, step by step: stored runbooks, their jobs and notices. */
@ApplicationModule(
    allowedDependencies = {
      "runbook.plan",
      "runbook.observe",
      "runbook.check",
      "runbook.step",
      "archive",
      "checklist",
      "collect",
      "history",
      "intake",
      "rule",
      "account",
      "snapshot",
      "notify"
    })
@NullMarked
package io.todoku.runbook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
