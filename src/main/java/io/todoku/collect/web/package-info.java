/** Fetches the MTA-STS policies that mail domains publish on the web. */
@ApplicationModule(allowedDependencies = {"outbound", "snapshot"})
@NullMarked
package io.todoku.collect.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
