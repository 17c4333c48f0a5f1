/** Who may use the application: users, the one-time sign-in link, the API token. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.todoku.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
