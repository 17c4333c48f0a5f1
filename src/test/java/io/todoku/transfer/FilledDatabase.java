package io.todoku.transfer;

import io.todoku.transfer.TransferTable.TransferColumn;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Fills every table with rows that refer to each other as the schema demands, from the schema
 * alone, so that a new table is filled too.
 */
final class FilledDatabase {

  private static final int ROWS = 3;

  /** The precision of BIGINT, as H2 and as PostgreSQL tell it. */
  private static final Set<Integer> IS_LONG = Set.of(64, 19);

  private static final byte[] BYTES = new byte[256];

  static {
    for (int i = 0; i < BYTES.length; i++) {
      BYTES[i] = (byte) i;
    }
  }

  private FilledDatabase() {}

  static void fill(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection()) {
      for (TransferTable table : TransferTable.of(connection)) {
        try (Statement statement = connection.createStatement()) {
          statement.executeUpdate("delete from " + table.quotedName());
        }
        Map<String, String> keys = foreignKeys(connection, table);
        Map<String, ColumnShape> shapes = shapes(connection, table);
        for (int row = 0; row < ROWS; row++) {
          insert(connection, table, keys, shapes, row);
        }
      }
    }
  }

  private static void insert(
      Connection connection,
      TransferTable table,
      Map<String, String> keys,
      Map<String, ColumnShape> shapes,
      int row)
      throws SQLException {
    String sql =
        "insert into %s (%s) values (%s)"
            .formatted(
                table.quotedName(),
                table.columnNames(),
                String.join(", ", Collections.nCopies(table.columns().size(), "?")));
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      int parameter = 1;
      for (Map.Entry<String, TransferColumn> column : table.columns().entrySet()) {
        String stored = column.getValue().storedName();
        ColumnShape shape = Objects.requireNonNull(shapes.get(stored), stored);
        // the same value for whatever is named alike fits every reference by name
        String seed = keys.getOrDefault(stored, table.name() + "." + column.getKey());
        boolean nullable =
            // a schedule is for an account or for a client
            table.name().equals("scan_schedule") && column.getKey().equals("client")
                || !keys.containsKey(stored) && shape.nullable() && row == 2;
        insert.setObject(
            parameter++,
            nullable ? null : value(column.getValue().kind(), seed, row, shape.length()));
      }
      insert.executeUpdate();
    }
  }

  private static Object value(ColumnKind kind, String seed, int row, int length) {
    String text = seed + row;
    return switch (kind) {
      case TEXT -> {
        String unique = HexFormat.of().toHexDigits(text.hashCode());
        String shown = unique + " 届く\n\"\\\t😀 " + text;
        yield shown.codePointCount(0, shown.length()) <= length && shown.length() <= length
            ? shown
            : length >= 8 ? unique : "" + row;
      }
      case NUMBER ->
          row == 1 ? -1L : IS_LONG.contains(length) ? 7_000_000_000L + row : 30_000L + row;
      case BOOLEAN -> row % 2 == 0;
      case BINARY -> row == 1 ? new byte[0] : BYTES;
      case DATE -> LocalDate.of(2026, 2, 28).plusDays(row);
      case TIMESTAMP -> OffsetDateTime.parse("2026-03-29T01:30:00.123456Z").plusSeconds(row);
      case UUID -> UUID.nameUUIDFromBytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    };
  }

  /** The column that each column refers to, at the end of the references. */
  private static Map<String, String> foreignKeys(Connection connection, TransferTable table)
      throws SQLException {
    Map<String, String> keys = new HashMap<>();
    try (ResultSet key =
        connection
            .getMetaData()
            .getImportedKeys(null, connection.getSchema(), table.storedName())) {
      while (key.next()) {
        String target = key.getString("PKTABLE_NAME");
        String column = key.getString("PKCOLUMN_NAME");
        Map<String, String> further = foreignKeys(connection, new TransferTable(target, Map.of()));
        keys.put(
            key.getString("FKCOLUMN_NAME"),
            further.getOrDefault(
                column, target.toLowerCase(java.util.Locale.ROOT) + "." + column.toLowerCase()));
      }
    }
    return keys;
  }

  /**
   * @param length in characters, digits or bytes
   */
  private record ColumnShape(int length, boolean nullable) {}

  /** By the names of the columns. */
  private static Map<String, ColumnShape> shapes(Connection connection, TransferTable table)
      throws SQLException {
    Map<String, ColumnShape> shapes = new HashMap<>();
    try (ResultSet column =
        connection
            .getMetaData()
            .getColumns(null, connection.getSchema(), table.storedName(), null)) {
      while (column.next()) {
        shapes.put(
            column.getString("COLUMN_NAME"),
            new ColumnShape(
                column.getInt("COLUMN_SIZE"),
                column.getInt("NULLABLE") == DatabaseMetaData.columnNullable));
      }
    }
    return shapes;
  }

  /** The rows of each table as texts, sorted; of tables that are carried. */
  static Map<String, List<String>> rows(DataSource database) throws SQLException {
    Map<String, List<String>> rows = new TreeMap<>();
    try (Connection connection = database.getConnection()) {
      for (TransferTable table : TransferTable.of(connection)) {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
            ResultSet row =
                statement.executeQuery(
                    "select " + table.columnNames() + " from " + table.quotedName())) {
          while (row.next()) {
            StringBuilder text = new StringBuilder();
            int i = 1;
            for (Map.Entry<String, TransferColumn> column : table.columns().entrySet()) {
              text.append(column.getKey()).append('=');
              text.append(text(row, i++, column.getValue().kind())).append(' ');
            }
            found.add(text.toString());
          }
        }
        Collections.sort(found);
        rows.put(table.name(), found);
      }
    }
    return rows;
  }

  private static String text(ResultSet row, int column, ColumnKind kind) throws SQLException {
    if (row.getObject(column) == null) {
      return "null";
    }
    return switch (kind) {
      case BINARY -> HexFormat.of().formatHex(row.getBytes(column));
      case TIMESTAMP -> row.getObject(column, OffsetDateTime.class).toInstant().toString();
      case BOOLEAN -> String.valueOf(row.getBoolean(column));
      default -> row.getString(column);
    };
  }
}
