/** Looks names up in public DNS: the only user of dnsjava. */
@ApplicationModule(allowedDependencies = {"snapshot", "concurrent"})
@NullMarked
package io.todoku.collect.dns;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
