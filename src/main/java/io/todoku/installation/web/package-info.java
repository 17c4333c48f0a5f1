/**
 * The page and the API that show whether this installation is quiet, and end that; and the API that
 * copies its database.
 */
@ApplicationModule(
    allowedDependencies = {"installation", "identity", "operation", "problem", "web"})
@NullMarked
package io.todoku.installation.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
