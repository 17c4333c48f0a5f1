/** Rules about the addresses that mail leaves from: reverse DNS, HELO names, blocklists. */
@ApplicationModule(allowedDependencies = {"rule", "snapshot"})
@NullMarked
package io.todoku.rule.address;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
