package io.todoku.intake;

import io.todoku.archive.PieceTable;
import io.todoku.snapshot.SnapshotFile;
import io.todoku.snapshot.SnapshotOrigin;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps files until the person who sent them confirms their import, an hour at most, so that they
 * need not be sent again. The confirmation may reach another node.
 */
@Component
class PendingImports {

  private static final Duration VALIDITY = Duration.ofHours(1);

  private final JdbcClient database;
  private final PieceTable pieces;
  private final Clock clock;

  PendingImports(JdbcClient database, Clock clock) {
    this.database = database;
    this.pieces = new PieceTable(database, "pending_import_piece", "import_id");
    this.clock = clock;
  }

  /** Keeps a file, in place of an earlier one of the same person. */
  @Transactional
  public UUID keep(ReceivedSnapshot received) {
    SnapshotOrigin origin = received.origin();
    database
        .sql("delete from pending_import where imported_at < ? or imported_by = ?")
        .params(earliest(), origin.importedBy())
        .update();
    UUID id = UUID.randomUUID();
    database
        .sql(
            """
            insert into pending_import (id, file_name, sha256, byte_count, imported_by, imported_at,
              from_address) values (?, ?, ?, ?, ?, ?, ?)
            """)
        .param(id)
        .param(origin.fileName())
        .param(origin.sha256())
        .param(origin.bytes())
        .param(origin.importedBy())
        .param(origin.importedAt().atOffset(ZoneOffset.UTC))
        .param(origin.address())
        .update();
    pieces.save(SnapshotFile.writeCompact(received.snapshot()), id);
    return id;
  }

  /**
   * The file that waits; empty where it is of another person, or too old. No transaction is open
   * while it is read, which takes time.
   */
  public Optional<ReceivedSnapshot> find(UUID id, String user) {
    return database
        .sql(
            """
            select file_name, sha256, byte_count, imported_by, imported_at, from_address
            from pending_import where id = ? and imported_by = ? and imported_at >= ?
            """)
        .params(id, user, earliest())
        .query((row, _) ->
            new SnapshotOrigin(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getString(6)))
        .optional()
        .flatMap(origin ->
            pieces
                .read(id)
                .map(SnapshotFile::read)
                .map(snapshot -> new ReceivedSnapshot(snapshot, origin)));
  }

  /**
   * @return false if it does not wait any more, because it is imported just now
   */
  public boolean remove(UUID id) {
    return database.sql("delete from pending_import where id = ?").param(id).update() == 1;
  }

  /** Deletes the files that nobody has confirmed in time. */
  void deleteExpired() {
    database.sql("delete from pending_import where imported_at < ?").param(earliest()).update();
  }

  private OffsetDateTime earliest() {
    return clock.instant().minus(VALIDITY).atOffset(ZoneOffset.UTC);
  }
}
