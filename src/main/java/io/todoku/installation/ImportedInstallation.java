package io.todoku.installation;

import io.todoku.installation.DatabaseIdentity.DatabaseKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Makes a database that was filled from another one quiet, until somebody resumes it. */
public final class ImportedInstallation {

  private ImportedInstallation() {}

  /** In the transaction of the caller. */
  public static void record(Connection connection, Instant now) throws SQLException {
    try (Statement earlier = connection.createStatement()) {
      earlier.executeUpdate("delete from installation");
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into installation (id, token, place, quiet_reason, quiet_since)"
                + " values (1, ?, ?, ?, ?)")) {
      insert.setObject(1, UUID.randomUUID());
      insert.setString(2, new DatabaseIdentity(DatabaseKind.OTHER, Map.of()).text());
      insert.setString(3, QuietReason.IMPORT.name());
      insert.setTimestamp(4, Timestamp.from(now));
      insert.executeUpdate();
    }
  }
}
