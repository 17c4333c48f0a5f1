package io.todoku.transfer;

import io.todoku.transfer.TransferTable.TransferColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Inserts rows table by table, a few at a time. */
final class TableFiller implements AutoCloseable {

  private static final int BATCH_SIZE = 50;

  private final Connection connection;
  private final Map<String, TransferTable> tables;
  private final Set<String> missing;
  private List<TransferColumn> columns = List.of();
  private @Nullable PreparedStatement insert;
  private long rows;

  TableFiller(Connection connection, List<TransferTable> tables) {
    this.connection = connection;
    this.tables =
        tables.stream().collect(Collectors.toMap(TransferTable::name, Function.identity()));
    this.missing = new HashSet<>(this.tables.keySet());
  }

  /**
   * @throws TransferRefusedException if there is no such table, it has other columns, or it was
   *     filled already
   */
  void beginTable(String name, List<String> names) throws SQLException {
    finishTable();
    TransferTable table = missing.remove(name) ? tables.get(name) : null;
    if (table == null || !names.equals(List.copyOf(table.columns().keySet()))) {
      throw new TransferRefusedException(
          "the file is damaged, nothing was imported: its table \"%s\" is not one of this schema"
              .formatted(name));
    }
    columns = List.copyOf(table.columns().values());
    insert =
        connection.prepareStatement(
            "insert into %s (%s) values (%s)"
                .formatted(
                    table.quotedName(),
                    table.columnNames(),
                    String.join(", ", Collections.nCopies(columns.size(), "?"))));
  }

  /** Adds the array that begins at the current token. */
  void addRow(JsonParser json) throws SQLException {
    if (insert == null) {
      throw new TransferRefusedException("the file is damaged, nothing was imported");
    }
    for (int i = 0; i < columns.size(); i++) {
      json.nextToken();
      columns.get(i).kind().read(json, insert, i + 1);
    }
    if (json.nextToken() != JsonToken.END_ARRAY) {
      throw new TransferRefusedException("the file is damaged, nothing was imported");
    }
    insert.addBatch();
    if (++rows % BATCH_SIZE == 0) {
      insert.executeBatch();
    }
  }

  /** Whether every table was filled, with so many rows in all. */
  boolean isComplete(long expected) throws SQLException {
    finishTable();
    return missing.isEmpty() && rows == expected;
  }

  long rows() {
    return rows;
  }

  private void finishTable() throws SQLException {
    if (insert != null) {
      insert.executeBatch();
      insert.close();
      insert = null;
    }
  }

  @Override
  public void close() throws SQLException {
    if (insert != null) {
      insert.close();
    }
  }
}
