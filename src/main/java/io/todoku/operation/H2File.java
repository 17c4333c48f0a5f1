package io.todoku.operation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/** The file of an H2 database that is open in this process. */
final class H2File {

  private H2File() {}

  /** Empty where it is another database, one in memory, or one that is only read. */
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
