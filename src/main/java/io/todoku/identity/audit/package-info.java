/** The audit log: who changed what, when and from where. */
@ApplicationModule(allowedDependencies = {"identity", "locale"})
@NullMarked
package io.todoku.identity.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
