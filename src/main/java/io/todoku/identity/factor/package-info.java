/**
 * What users prove beside the password: codes of an authenticator app (RFC 6238), passkeys (W3C Web
 * Authentication), and recovery codes for whoever has lost these.
 */
@ApplicationModule(allowedDependencies = {"encryption", "identity", "identity.signin"})
@NullMarked
package io.todoku.identity.factor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
