/** Rules about limits on outgoing mail: the block on port 25, network filters, and SES. */
@ApplicationModule(allowedDependencies = {"rule", "snapshot", "spf"})
@NullMarked
package io.todoku.rule.limit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
