package io.todoku.transfer;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** How many rows each table of a database has. */
public final class DatabaseRows {

  private DatabaseRows() {}

  /** By the names of the tables; of those that are carried from one database to another. */
  public static Map<String, Integer> count(String url, String user, String password)
      throws SQLException {
    Map<String, Integer> rows = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      for (TransferTable table : TransferTable.of(connection)) {
        try (ResultSet count =
            statement.executeQuery("select count(*) from " + table.quotedName())) {
          count.next();
          rows.put(table.name(), count.getInt(1));
        }
      }
    }
    return rows;
  }
}
