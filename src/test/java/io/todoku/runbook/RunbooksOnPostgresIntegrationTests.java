package io.todoku.runbook;

import io.todoku.peers.OnPostgres;
import org.junit.jupiter.api.Nested;

/** Plans that are kept and watched, once more on PostgreSQL: the same tests, in one server. */
class RunbooksOnPostgresIntegrationTests {

  @Nested
  @OnPostgres
  class RunbookStoreOnPostgres extends RunbookStoreIntegrationTests {}

  @Nested
  @OnPostgres
  class RunbookObservationsOnPostgres extends RunbookObservationsIntegrationTests {}
}
