/**
 * Who may do what: roles, the clients that a user may see, the one decision about each route, and
 * what handlers declare for the audit log.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.todoku.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
