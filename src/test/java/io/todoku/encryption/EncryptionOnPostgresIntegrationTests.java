package io.todoku.encryption;

import io.todoku.peers.OnPostgres;
import org.junit.jupiter.api.Nested;

/** Repeats the tests of stored secrets on PostgreSQL. */
class EncryptionOnPostgresIntegrationTests {

  @Nested
  @OnPostgres
  class Secrets extends StoredSecretsIntegrationTests {}
}
