package io.todoku.scan;

import io.todoku.archive.RetentionIntegrationTests;
import io.todoku.intake.SnapshotImportIntegrationTests;
import io.todoku.peers.OnPostgres;
import io.todoku.schedule.ScanScheduleIntegrationTests;
import org.junit.jupiter.api.Nested;

/** Runs the tests of what nodes share in the database again, on one PostgreSQL server. */
class ScansOnPostgresIntegrationTests {

  @Nested
  @OnPostgres
  class SchedulesOnPostgres extends ScanScheduleIntegrationTests {}

  @Nested
  @OnPostgres
  class RetentionOnPostgres extends RetentionIntegrationTests {}

  @Nested
  @OnPostgres
  class SnapshotImportOnPostgres extends SnapshotImportIntegrationTests {}
}
