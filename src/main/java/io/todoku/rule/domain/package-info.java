/** Rules about what mail domains publish in DNS. */
@ApplicationModule(allowedDependencies = {"rule", "snapshot", "spf"})
@NullMarked
package io.todoku.rule.domain;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
