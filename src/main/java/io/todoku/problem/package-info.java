/** The kinds of problems that the API answers with, for programs that tell them apart. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.todoku.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
