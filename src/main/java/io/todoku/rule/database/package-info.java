/** Rules about the databases that mail forms and mail servers lean on. */
@ApplicationModule(allowedDependencies = {"rule", "snapshot"})
@NullMarked
package io.todoku.rule.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
