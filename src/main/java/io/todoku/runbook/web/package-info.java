/** The runbooks' pages, API and documents to print. */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "locale",
      "runbook",
      "runbook.plan",
      "report",
      "account",
      "checklist"
    })
@NullMarked
package io.todoku.runbook.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
