/** Encrypts the secrets that the database has to keep, with a key that is not in the database. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.todoku.encryption;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
