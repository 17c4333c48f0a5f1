/** What was observed of a plan's names and servers, and for how long each answer has been given. */
@ApplicationModule(allowedDependencies = {"runbook.plan", "collect", "rule", "account", "snapshot"})
@NullMarked
package io.todoku.runbook.observe;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
