package io.todoku.installation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the one row that tells which installation the database belongs to. */
@Component
class InstallationStore {

  private final JdbcClient database;

  InstallationStore(JdbcClient database) {
    this.database = database;
  }

  /**
   * @param token that an H2 database shares with the file beside it
   * @param identity of the database when the installation last worked
   * @param name as the setting gave it; null: none
   * @param quiet null: the installation works
   */
  record Installation(
      UUID token, DatabaseIdentity identity, @Nullable String name, @Nullable QuietPeriod quiet) {}

  /** Empty before the first start. */
  Optional<Installation> find() {
    return database
        .sql("select token, place, name, quiet_reason, quiet_since from installation where id = 1")
        .query((row, _) -> installation(row))
        .optional();
  }

  private static Installation installation(ResultSet row) throws SQLException {
    String reason = row.getString("quiet_reason");
    return new Installation(
        row.getObject("token", UUID.class),
        DatabaseIdentity.parse(row.getString("place")),
        row.getString("name"),
        reason == null
            ? null
            : new QuietPeriod(
                QuietReason.valueOf(reason), row.getTimestamp("quiet_since").toInstant()));
  }

  /** Makes nodes that start together take turns; until the transaction ends. */
  void acquireClusterLock() {
    database.sql("select id from cluster_lock for update").query().singleRow();
  }

  void insert(UUID token, DatabaseIdentity identity, @Nullable String name) {
    database
        .sql("insert into installation (id, token, place, name) values (1, ?, ?, ?)")
        .param(token)
        .param(identity.text())
        .param(name)
        .update();
  }

  void setIdentity(UUID token, DatabaseIdentity identity, @Nullable String name) {
    database
        .sql("update installation set token = ?, place = ?, name = ? where id = 1")
        .param(token)
        .param(identity.text())
        .param(name)
        .update();
  }

  void setQuiet(QuietReason reason, Instant since) {
    database
        .sql("update installation set quiet_reason = ?, quiet_since = ? where id = 1")
        .params(reason.name(), Timestamp.from(since))
        .update();
  }

  void endQuiet() {
    database
        .sql("update installation set quiet_reason = null, quiet_since = null where id = 1")
        .update();
  }
}
