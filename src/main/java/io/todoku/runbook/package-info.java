/**
 * The migration of a mail server, step by step: stored runbooks, the jobs that observe them, the
 * notices about their changes, and plans from files for the command line.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "installation",
      "locale",
      "runbook.plan",
      "runbook.observe",
      "runbook.check",
      "runbook.step",
      "archive",
      "checklist",
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
