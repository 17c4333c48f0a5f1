/**
 * The path of mail as a picture: name, public address, instance or gateway, server, and the links
 * between them. Each link has the state that the findings of the rules give it.
 */
@ApplicationModule(allowedDependencies = {"locale", "rule", "snapshot"})
@NullMarked
package io.todoku.mailpath;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
