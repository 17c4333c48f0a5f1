package io.todoku.identity.signin;

import io.todoku.peers.OnPostgres;
import org.junit.jupiter.api.Nested;

/** Repeats the sign-in tests on PostgreSQL. */
class IdentityOnPostgresIntegrationTests {

  @Nested
  @OnPostgres
  class SigningIn extends SecuritySignInIntegrationTests {}

  @Nested
  @OnPostgres
  class Sessions extends SharedSessionsIntegrationTests {}
}
