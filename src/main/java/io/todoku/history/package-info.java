/**
 * Findings over time: since when each finding has its verdict, what changed between scans and who
 * is notified of it, and the trend. Also takes a collected snapshot in.
 */
@ApplicationModule(
    allowedDependencies = {
      "archive",
      "rule",
      "notify",
      "account",
      "snapshot",
      "concurrent",
      "installation"
    })
@NullMarked
package io.todoku.history;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
