/**
 * Rechecks: findings, an address or a mail domain are observed again at once, by the calls that
 * they rest on; the pages and API that show the earlier and the new answer.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "checklist",
      "scan",
      "history",
      "archive",
      "collect",
      "rule",
      "account",
      "snapshot",
      "locale"
    })
@NullMarked
package io.todoku.recheck;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
