package io.todoku.identity.factor;

import io.todoku.peers.OnPostgres;
import org.junit.jupiter.api.Nested;

/** Repeats the tests of second factors on PostgreSQL. */
class FactorsOnPostgresIntegrationTests {

  @Nested
  @OnPostgres
  class Codes extends SecondFactorIntegrationTests {}

  @Nested
  @OnPostgres
  class Keys extends PasskeysIntegrationTests {}
}
