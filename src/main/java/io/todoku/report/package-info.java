/** Renders checklists for a client, in a language and a format. */
@ApplicationModule(
    allowedDependencies = {
      "mailpath",
      "checklist",
      "history",
      "rule",
      "account",
      "snapshot",
      "locale"
    })
@NullMarked
package io.todoku.report;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
