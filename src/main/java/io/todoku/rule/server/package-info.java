/** Rules about mail servers as they answer: on port 25, and where people fetch their mail. */
@ApplicationModule(allowedDependencies = {"rule", "snapshot"})
@NullMarked
package io.todoku.rule.server;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
