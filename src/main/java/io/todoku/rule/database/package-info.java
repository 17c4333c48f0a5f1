/** Rules about the RDS databases that mail forms and mail servers depend on. */
@ApplicationModule(allowedDependencies = {"rule", "snapshot"})
@NullMarked
package io.todoku.rule.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
