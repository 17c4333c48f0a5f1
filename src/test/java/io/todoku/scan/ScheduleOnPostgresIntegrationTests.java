package io.todoku.scan;

import io.todoku.peers.OnPostgres;
import org.junit.jupiter.api.Nested;

/** What nodes share, once more on PostgreSQL: the same tests, in one server. */
class ScheduleOnPostgresIntegrationTests {

  @Nested
  @OnPostgres
  class Schedules extends ScheduleIntegrationTests {}

  @Nested
  @OnPostgres
  class Keeping extends RetentionIntegrationTests {}

  @Nested
  @OnPostgres
  class Importing extends SnapshotImportIntegrationTests {}
}
