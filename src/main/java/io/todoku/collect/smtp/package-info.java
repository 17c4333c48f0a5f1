/** Probes mail servers without sending a message. The only package that uses sockets. */
@ApplicationModule(allowedDependencies = {"outbound", "snapshot"})
@NullMarked
package io.todoku.collect.smtp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
