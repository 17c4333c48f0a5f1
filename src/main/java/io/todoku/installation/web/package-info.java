/** The page and the API that show whether this installation is quiet, and end that. */
@ApplicationModule(allowedDependencies = {"installation", "identity", "problem", "web"})
@NullMarked
package io.todoku.installation.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
