/**
 * Migration plans: what moves and by which strategy, read from a file or a form or proposed from
 * DNS and the inventory; and what people decide about a step.
 */
@ApplicationModule(
    allowedDependencies = {
      "locale",
      "rule",
      "account",
      "snapshot",
      "collect",
      "checklist",
      "archive"
    })
@NullMarked
package io.todoku.runbook.plan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
