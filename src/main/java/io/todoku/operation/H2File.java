package io.todoku.operation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/** Gives access to the store of the H2 database file that is open in this process. */
final class H2File {

  private H2File() {}

  /** The store; empty for another database, one in memory, or a read-only one. */
  static Optional<MVStore> storeOf(Connection connection) throws SQLException {
    if (connection.isWrapperFor(JdbcConnection.class)
        && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
      Database h2 = session.getDatabase();
      return h2.isPersistent() && !h2.isReadOnly()
          ? Optional.of(h2.getStore().getMvStore())
          : Optional.empty();
    }
    return Optional.empty();
  }
}
