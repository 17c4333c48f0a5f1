/** Makes reports for clients on request, under a letterhead, and keeps each as it was made. */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "web",
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
