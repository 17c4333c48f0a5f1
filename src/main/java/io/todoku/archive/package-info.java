/**
 * What was collected, as it is kept: scans and their snapshots, the public addresses that each
 * account holds, and how long all of it is retained.
 */
@ApplicationModule(allowedDependencies = {"snapshot", "account"})
@NullMarked
package io.todoku.archive;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
