/**
 * Sign-in by an OpenID Connect provider: to the provider and back, and from its claims to what a
 * user may do.
 */
@ApplicationModule(
    allowedDependencies = {"identity", "identity.audit", "identity.signin", "throttle"})
@NullMarked
package io.todoku.identity.oidc;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
