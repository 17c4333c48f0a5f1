/**
 * Migration plans: what moves, by which strategy, as a file or a form, and what is proposed from
 * DNS and the inventory.
 */
@ApplicationModule(
    allowedDependencies = {"rule", "account", "snapshot", "collect", "checklist", "archive"})
@NullMarked
package io.todoku.runbook.plan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
