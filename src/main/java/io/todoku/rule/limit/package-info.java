/** Rules about what AWS lets an account send. */
@ApplicationModule(allowedDependencies = {"rule", "snapshot"})
@NullMarked
package io.todoku.rule.limit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
