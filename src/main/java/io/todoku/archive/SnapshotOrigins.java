package io.todoku.archive;

import io.todoku.snapshot.SnapshotOrigin;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores where imported snapshots come from. */
@Component
public class SnapshotOrigins {

  /** How many parameters a statement may have on any database. */
  private static final int MAX_PARAMETERS = 1000;

  private final JdbcClient database;

  SnapshotOrigins(JdbcClient database) {
    this.database = database;
  }

  /** For a scan that is in the database (flushed). */
  public void save(UUID run, String accountId, SnapshotOrigin origin) {
    database
        .sql(
            """
            insert into snapshot_origin (run_id, account_id, file_name, sha256, byte_count,
              imported_by, imported_at, from_address) values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .param(run)
        .param(accountId)
        .param(origin.fileName())
        .param(origin.sha256())
        .param(origin.bytes())
        .param(origin.importedBy())
        .param(origin.importedAt().atOffset(ZoneOffset.UTC))
        .param(origin.address())
        .update();
  }

  /** Empty for a scan of this installation, and for a file that an earlier release imported. */
  public Optional<SnapshotOrigin> of(UUID run, String accountId) {
    return database
        .sql("select * from snapshot_origin where run_id = ? and account_id = ?")
        .params(run, accountId)
        .query((row, _) -> read(row))
        .optional();
  }

  /** The origins of all imported scans of an account, by run. */
  public Map<UUID, SnapshotOrigin> ofAccount(String accountId) {
    Map<UUID, SnapshotOrigin> origins = new HashMap<>();
    database
        .sql("select * from snapshot_origin where account_id = ?")
        .param(accountId)
        .query(row -> {
          origins.put(row.getObject("run_id", UUID.class), read(row));
        });
    return origins;
  }

  /** The origins of these runs, where they were imported; a run of a file is of one account. */
  public Map<UUID, SnapshotOrigin> ofRuns(Collection<UUID> runs) {
    Map<UUID, SnapshotOrigin> origins = new HashMap<>();
    var all = runs.stream().distinct().toList();
    for (int from = 0; from < all.size(); from += MAX_PARAMETERS) {
      var some = all.subList(from, Math.min(all.size(), from + MAX_PARAMETERS));
      database
          .sql("select * from snapshot_origin where run_id in (:runs)")
          .param("runs", some)
          .query(row -> {
            origins.put(row.getObject("run_id", UUID.class), read(row));
          });
    }
    return origins;
  }

  private static SnapshotOrigin read(ResultSet row) throws SQLException {
    return new SnapshotOrigin(
        row.getString("file_name"),
        row.getString("sha256"),
        row.getLong("byte_count"),
        row.getString("imported_by"),
        row.getObject("imported_at", OffsetDateTime.class).toInstant(),
        row.getString("from_address"));
  }
}
