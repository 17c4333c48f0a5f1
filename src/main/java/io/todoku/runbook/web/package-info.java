/** The runbooks' pages, API and documents. */
@ApplicationModule(
    allowedDependencies = {
      "locale",
      "runbook",
      "runbook.plan",
      "runbook.step",
      "runbook.observe",
      "runbook.check",
      "report",
      "account",
      "snapshot",
      "rule",
      "checklist",
      "collect"
    })
@NullMarked
package io.todoku.runbook.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
