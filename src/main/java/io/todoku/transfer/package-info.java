/**
 * Everything that a database holds, as one file that does not depend on the kind of database: to
 * move an installation from H2 to PostgreSQL, or back.
 */
@ApplicationModule(allowedDependencies = {"installation", "encryption"})
@NullMarked
package io.todoku.transfer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
