/**
 * Search over everything that has a page: accounts, addresses, names, instances, databases, rules;
 * and over pasted bounces, which are explained and lead to the findings that they are about.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "bounce",
      "checklist",
      "rule",
      "archive",
      "account",
      "snapshot",
      "locale"
    })
@NullMarked
package io.todoku.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
