/** How users come in: their passwords and sessions, and one-time links. */
@ApplicationModule(
    allowedDependencies = {"identity", "identity.audit", "identity.token", "problem", "throttle"})
@NullMarked
package io.todoku.identity.signin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
