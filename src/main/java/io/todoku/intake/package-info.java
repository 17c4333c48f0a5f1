/** Beginning without AWS: the import of a snapshot file, and the bundled sample workspace. */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "web",
      "locale",
      "history",
      "archive",
      "account",
      "snapshot"
    })
@NullMarked
package io.todoku.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
