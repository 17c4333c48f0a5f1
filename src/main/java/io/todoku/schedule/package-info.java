/** When accounts are scanned without anyone asking: schedules, their pages and API. */
@ApplicationModule(
    allowedDependencies = {"identity", "installation", "web", "scan", "account", "locale"})
@NullMarked
package io.todoku.schedule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
