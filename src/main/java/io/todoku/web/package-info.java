/** What all pages share: layout, language, messages, errors, security headers. */
@ApplicationModule(allowedDependencies = {"identity", "installation", "locale", "problem"})
@NullMarked
package io.todoku.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
