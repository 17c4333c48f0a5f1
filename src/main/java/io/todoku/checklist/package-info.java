/** Findings with waivers laid over, readiness and coverage; the pages and API that show them. */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "history",
      "archive",
      "scan",
      "rule",
      "account",
      "onboarding",
      "snapshot",
      "locale",
      "concurrent"
    })
@NullMarked
package io.todoku.checklist;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
