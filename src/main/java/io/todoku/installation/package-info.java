/**
 * Which installation the database belongs to. A restored copy is recognised at its start and stays
 * quiet until an administrator says that it shall work: jobs are put off, scans are refused.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.todoku.installation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
