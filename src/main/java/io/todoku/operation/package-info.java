/**
 * What keeps a node healthy: H2's file, disk space, clock, threads, and start failures that are
 * explained.
 */
@ApplicationModule(allowedDependencies = {"concurrent"})
@NullMarked
package io.todoku.operation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
