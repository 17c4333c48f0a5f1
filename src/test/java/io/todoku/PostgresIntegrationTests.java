package io.todoku;

import io.todoku.peers.OnPostgres;
import org.junit.jupiter.api.Nested;

/** Repeats all tests of the database on PostgreSQL. */
class PostgresIntegrationTests {

  @Nested
  @OnPostgres
  class AccountsApiOnPostgres extends ApiAccountsIntegrationTests {}

  @Nested
  @OnPostgres
  class AccountPagesOnPostgres extends AccountPagesIntegrationTests {}

  @Nested
  @OnPostgres
  class ScansApiOnPostgres extends ApiScansIntegrationTests {}

  @Nested
  @OnPostgres
  class SnapshotsApiOnPostgres extends ApiSnapshotsIntegrationTests {}

  @Nested
  @OnPostgres
  class HistoryOnPostgres extends HistoryIntegrationTests {}

  @Nested
  @OnPostgres
  class ChecklistCacheOnPostgres extends ChecklistCacheIntegrationTests {}

  @Nested
  @OnPostgres
  class ReportsApiOnPostgres extends ReportApiIntegrationTests {}

  @Nested
  @OnPostgres
  class RunbooksApiOnPostgres extends RunbookApiIntegrationTests {}

  @Nested
  @OnPostgres
  class RunbookPagesOnPostgres extends RunbookPagesIntegrationTests {}

  @Nested
  @OnPostgres
  class ApiOnPostgres extends ApiIntegrationTests {}

  @Nested
  @OnPostgres
  class SchedulesApiOnPostgres extends ScheduleApiIntegrationTests {}

  @Nested
  @OnPostgres
  class SchedulePagesOnPostgres extends SchedulePagesIntegrationTests {}
}
