package io.todoku.scan.cell;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * The connections to the database. H2 closes a database whose file could not be written, and opens
 * it again only when nobody holds a connection to the closed one.
 */
@Component
class DatabaseConnections {

  private final DataSource database;

  DatabaseConnections(DataSource database) {
    this.database = database;
  }

  /** Lets all go; new ones are made as they are needed. */
  void evictPooled() {
    try {
      if (database.isWrapperFor(HikariDataSource.class)) {
        database.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
