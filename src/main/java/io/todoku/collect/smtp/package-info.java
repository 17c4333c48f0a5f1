/** Probes mail servers without sending a message: the only user of sockets. */
@ApplicationModule(allowedDependencies = {"snapshot"})
@NullMarked
package io.todoku.collect.smtp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
