/**
 * What was observed of a plan's names and servers, for how long each answer was given, and what is
 * stored of it between two observations.
 */
@ApplicationModule(
    allowedDependencies = {"runbook.plan", "collect", "rule", "account", "snapshot", "concurrent"})
@NullMarked
package io.todoku.runbook.observe;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
