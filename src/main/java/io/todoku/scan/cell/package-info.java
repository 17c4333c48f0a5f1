/**
 * The durable work of a run: an account's scan is divided into cells, which are claimed, collected,
 * retried and assembled by any node.
 */
@ApplicationModule(
    allowedDependencies = {"history", "archive", "collect", "account", "snapshot", "concurrent"})
@NullMarked
package io.todoku.scan.cell;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
