/** Requests that create or start something are done once, however often they are sent. */
@ApplicationModule(allowedDependencies = {"encryption", "identity", "problem"})
@NullMarked
package io.todoku.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
