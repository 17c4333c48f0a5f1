/**
 * Reports on their way to a client: asked for by people and automation, under whose letterhead, and
 * kept as they were sent.
 */
@ApplicationModule(
    allowedDependencies = {"report", "checklist", "scan", "rule", "account", "snapshot"})
@NullMarked
package io.todoku.handover;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
