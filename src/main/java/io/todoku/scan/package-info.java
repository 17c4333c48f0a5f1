/** A run over one or many accounts: start, progress, cancellation, and its pages and API. */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "installation",
      "web",
      "scan.cell",
      "history",
      "archive",
      "rule",
      "collect",
      "account",
      "locale",
      "snapshot"
    })
@NullMarked
package io.todoku.scan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
