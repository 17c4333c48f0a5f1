/**
 * What was seen of one account at one time: immutable records, {@link io.todoku.snapshot.Observed},
 * and their versioned JSON form. The seam between collecting and judging.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.todoku.snapshot;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
