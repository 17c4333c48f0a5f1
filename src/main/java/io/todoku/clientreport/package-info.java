/**
 * Reports for a client: requested by people and automation, under whose letterhead, and kept as
 * they were made.
 */
@ApplicationModule(
    allowedDependencies = {
      "locale",
      "report",
      "checklist",
      "history",
      "archive",
      "rule",
      "account",
      "snapshot"
    })
@NullMarked
package io.todoku.clientreport;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
