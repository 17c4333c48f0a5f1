/** Rules about mail servers, judged by their answers on port 25 and on the POP3 and IMAP ports. */
@ApplicationModule(allowedDependencies = {"rule", "snapshot"})
@NullMarked
package io.todoku.rule.server;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
