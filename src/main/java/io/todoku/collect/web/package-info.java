/**
 * Fetches the MTA-STS policies that mail domains publish on the web: the only user of HTTP, beside
 * the webhook channel of {@code notify}.
 */
@ApplicationModule(allowedDependencies = {"snapshot"})
@NullMarked
package io.todoku.collect.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
