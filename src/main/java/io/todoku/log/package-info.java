/** Which scan and account a log line belongs to, in whichever thread it is written. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.todoku.log;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
