/**
 * A mail server's move, step by step: each step knows when it may start, proves by itself that it
 * is done, and says how to go back.
 */
@ApplicationModule(
    allowedDependencies = {
      "report",
      "collect",
      "checklist",
      "scan",
      "rule",
      "spf",
      "account",
      "snapshot",
      "notify"
    })
@NullMarked
package io.todoku.runbook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
