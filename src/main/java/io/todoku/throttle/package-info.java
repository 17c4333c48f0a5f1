/**
 * Bounds what strangers can cause: how often they may try something, and how often it is recorded
 * that they were refused.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.todoku.throttle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
