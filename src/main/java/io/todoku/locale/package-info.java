/**
 * The languages and the time zones that a reader can choose, for pages, reports and commands; and
 * the refusal of an input in the language of the reader; and which characters a text may show.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.todoku.locale;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
