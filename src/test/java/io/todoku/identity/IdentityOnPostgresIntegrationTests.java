package io.todoku.identity;

import io.todoku.peers.OnPostgres;
import org.junit.jupiter.api.Nested;

/** Signing in, once more on PostgreSQL: the same tests, in one server. */
class IdentityOnPostgresIntegrationTests {

  @Nested
  @OnPostgres
  class SigningIn extends SecuritySignInIntegrationTests {}

  @Nested
  @OnPostgres
  class Sessions extends SharedSessionsIntegrationTests {}
}
