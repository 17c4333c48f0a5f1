/**
 * What a rule is and what it finds: pure functions from a snapshot to findings that carry keys and
 * arguments, not sentences.
 */
@ApplicationModule(allowedDependencies = {"snapshot", "spf"})
@NullMarked
package io.todoku.rule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
