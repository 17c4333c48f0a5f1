/**
 * Clients, their accounts and how to reach them, and what people have said of them: attestations,
 * waivers, overruled roles.
 */
@ApplicationModule(allowedDependencies = {"web", "locale", "problem", "snapshot", "identity"})
@NullMarked
package io.todoku.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
