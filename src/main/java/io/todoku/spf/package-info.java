/**
 * Evaluates SPF (RFC 7208) on DNS answers of the caller. The collector and the rules both use it,
 * so that the collector makes the lookups that the rules need.
 */
@ApplicationModule(allowedDependencies = {"snapshot"})
@NullMarked
package io.todoku.spf;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
