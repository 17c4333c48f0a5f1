/**
 * API tokens: those that users make, with a part of what they may do themselves, and the one of the
 * configuration.
 */
@ApplicationModule(allowedDependencies = {"identity", "identity.audit", "locale", "throttle"})
@NullMarked
package io.todoku.identity.token;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
