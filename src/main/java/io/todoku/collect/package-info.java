/** Which collectors run for an account, in what order and under what limits. */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "locale",
      "snapshot",
      "account",
      "concurrent",
      "spf",
      "collect.aws",
      "collect.dns",
      "collect.smtp",
      "collect.web",
      "outbound"
    })
@NullMarked
package io.todoku.collect;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
