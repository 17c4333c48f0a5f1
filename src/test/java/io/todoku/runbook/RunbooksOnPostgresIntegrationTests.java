package io.todoku.runbook;

import io.todoku.peers.OnPostgres;
import org.junit.jupiter.api.Nested;

/** Runs the tests of stored and watched runbooks on PostgreSQL, in one server. */
class RunbooksOnPostgresIntegrationTests {

  @Nested
  @OnPostgres
  class RunbookStoreOnPostgres extends RunbookStoreIntegrationTests {}

  @Nested
  @OnPostgres
  class RunbookObservationsOnPostgres extends RunbookObservationsIntegrationTests {}
}
