package io.todoku;

import io.todoku.peers.OnPostgres;
import org.junit.jupiter.api.Nested;

/** All that touches the store, once more on PostgreSQL: the same tests, in one server. */
class PostgresIntegrationTests {

  @Nested
  @OnPostgres
  class AccountsByApi extends ApiAccountsIntegrationTests {}

  @Nested
  @OnPostgres
  class AccountsByPages extends AccountPagesIntegrationTests {}

  @Nested
  @OnPostgres
  class ScansByApi extends ApiScansIntegrationTests {}

  @Nested
  @OnPostgres
  class SnapshotsByApi extends ApiSnapshotsIntegrationTests {}

  @Nested
  @OnPostgres
  class SeveralScans extends HistoryIntegrationTests {}

  @Nested
  @OnPostgres
  class RememberedChecklists extends RememberedChecklistsIntegrationTests {}

  @Nested
  @OnPostgres
  class ReportsByApi extends ReportsByApiIntegrationTests {}

  @Nested
  @OnPostgres
  class RunbooksByApi extends RunbooksByApiIntegrationTests {}

  @Nested
  @OnPostgres
  class RunbooksByPages extends RunbooksByPagesIntegrationTests {}

  @Nested
  @OnPostgres
  class TheRestOfTheApi extends ApiIntegrationTests {}

  @Nested
  @OnPostgres
  class SchedulesByApi extends SchedulesByApiIntegrationTests {}

  @Nested
  @OnPostgres
  class SchedulesByPages extends SchedulePagesIntegrationTests {}
}
