/**
 * The command line: collects, judges and reports without a server or a database, and looks after
 * the keys of one.
 */
@ApplicationModule(
    allowedDependencies = {
      "encryption",
      "locale",
      "report",
      "runbook",
      "bounce",
      "checklist",
      "history",
      "collect",
      "collect.aws",
      "collect.dns",
      "collect.smtp",
      "rule",
      "account",
      "snapshot",
      "concurrent"
    })
@NullMarked
package io.todoku.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
