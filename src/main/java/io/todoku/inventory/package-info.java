/** Pages and API of each public address and each mail domain of an account. */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "web",
      "mailpath",
      "checklist",
      "history",
      "archive",
      "rule",
      "account",
      "snapshot",
      "locale"
    })
@NullMarked
package io.todoku.inventory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
