/** How users come in: their passwords and sessions, one-time links, and the API token. */
@ApplicationModule(allowedDependencies = {"identity", "identity.audit"})
@NullMarked
package io.todoku.identity.signin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
