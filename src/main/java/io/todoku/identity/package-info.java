/**
 * Who may use the application: users, sign-in, the API token, allowed host names and security
 * headers.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.todoku.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
