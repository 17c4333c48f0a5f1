/**
 * Connections to servers that others name: to which addresses they may lead, and HTTP, which
 * connects only to an address that it has checked, and bounds time and size.
 */
@ApplicationModule(allowedDependencies = {"snapshot"})
@NullMarked
package io.todoku.outbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
