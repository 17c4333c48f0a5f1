/**
 * Makes reports for clients on request and every month, under a letterhead, keeps each as it was
 * made, and delivers those of schedules by e-mail and to S3.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "web",
      "locale",
      "report",
      "checklist",
      "history",
      "installation",
      "notify",
      "archive",
      "rule",
      "account",
      "snapshot"
    })
@NullMarked
package io.todoku.clientreport;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
