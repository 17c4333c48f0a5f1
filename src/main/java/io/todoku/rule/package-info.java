/**
 * Rules and their findings. A rule is a pure function from a snapshot to findings; a finding
 * carries keys and arguments of texts, because its language is chosen where it is shown. The
 * package also classifies which addresses send mail, which most rules need.
 */
@ApplicationModule(allowedDependencies = {"snapshot", "spf"})
@NullMarked
package io.todoku.rule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
