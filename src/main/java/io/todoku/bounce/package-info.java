/**
 * Explains bounces: finds in a pasted bounce, delivery status or log line which receiver refused
 * the mail and what it means, by a table of published codes and phrases. Nothing of the text is
 * stored or sent.
 */
@ApplicationModule(allowedDependencies = {"snapshot"})
@NullMarked
package io.todoku.bounce;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
