/**
 * SPF (RFC 7208), on answers of DNS that somebody else gets: the collector asks with it, and the
 * rules judge with it, so both ask the same questions.
 */
@ApplicationModule(allowedDependencies = {"snapshot"})
@NullMarked
package io.todoku.spf;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
