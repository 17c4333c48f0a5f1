/**
 * Many accounts at once: those of an AWS organization, which is remembered and listed again each
 * day, and those of a CSV file.
 */
@ApplicationModule(
    allowedDependencies = {"account", "collect", "identity", "locale", "snapshot", "web"})
@NullMarked
package io.todoku.onboarding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
