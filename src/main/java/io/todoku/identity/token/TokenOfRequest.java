package io.todoku.identity.token;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * Tells that a request came with a token and not from a session: the details of its authentication.
 *
 * @param id of the token; null for the configured one
 */
record TokenOfRequest(@Nullable UUID id) {

  /** Empty for a user. */
  static Optional<TokenOfRequest> find(Authentication who) {
    return who.getDetails() instanceof TokenOfRequest token ? Optional.of(token) : Optional.empty();
  }
}
