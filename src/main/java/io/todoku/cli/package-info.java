/**
 * The command line: collects, judges and reports without a server or a database, looks after the
 * keys of one, and carries one to another.
 */
@ApplicationModule(
    allowedDependencies = {
      "encryption",
      "transfer",
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
