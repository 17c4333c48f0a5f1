/** One run: collect, judge, store, tell its progress. */
@ApplicationModule(
    allowedDependencies = {"collect", "rule", "account", "snapshot", "notify", "log"})
@NullMarked
package io.todoku.scan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
