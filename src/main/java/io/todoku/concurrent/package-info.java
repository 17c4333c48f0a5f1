/**
 * Blocking work in parallel on virtual threads, and the scan and account that a log line belongs to
 * in whichever thread it is written.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.todoku.concurrent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
