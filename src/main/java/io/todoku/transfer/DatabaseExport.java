package io.todoku.transfer;

import io.todoku.encryption.StoredSecrets;
import io.todoku.transfer.TransferTable.TransferColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.util.MinimalPrettyPrinter;
import tools.jackson.databind.ObjectWriter;

/**
 * Writes everything that a database holds as gzipped lines of JSON: a header, for each table a line
 * with its name and columns followed by its rows as arrays, and a last line with the number of
 * rows. Rows are written as they are read.
 */
public final class DatabaseExport {

  private static final int FETCH_SIZE = 50;

  private final DataSource database;
  private final String release;

  /**
   * @param release of this Todoku
   */
  public DatabaseExport(DataSource database, String release) {
    this.database = database;
    this.release = release;
  }

  /**
   * @throws TransferRefusedException if the schema of the database is not that of this release
   * @throws IOException if it cannot be written
   */
  public TransferSummary write(OutputStream out) throws IOException {
    DatabaseSchema schema = new DatabaseSchema(database);
    List<String> migrations = schema.applied();
    if (migrations.isEmpty()) {
      throw new TransferRefusedException(
          "the database holds nothing of Todoku: name the configuration of the server by --config");
    }
    if (!migrations.equals(schema.ofThisRelease())) {
      throw new TransferRefusedException(
          "the database has schema %s and this release schema %s: start this release on it once,"
                  .formatted(
                      TransferHeader.schemaOf(migrations),
                      TransferHeader.schemaOf(schema.ofThisRelease()))
              + " or export it with the release that used it last");
    }
    try (Connection connection = database.getConnection()) {
      begin(connection);
      Map<String, Integer> keys =
          StoredSecrets.countByKey(
              JdbcClient.create(new SingleConnectionDataSource(connection, true)));
      List<TransferTable> tables = TransferTable.of(connection);
      long rows = write(connection, tables, migrations, keys, out);
      connection.rollback();
      return new TransferSummary(tables.size(), rows, TransferHeader.schemaOf(migrations), keys);
    } catch (SQLException failure) {
      throw new TransferRefusedException(
          "the database cannot be read: " + failure.getMessage(), failure);
    }
  }

  /** All tables are read as they are at one moment, and no result as a whole. */
  private static void begin(Connection connection) throws SQLException {
    if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
      try (Statement lazy = connection.createStatement()) {
        lazy.execute("set lazy_query_execution true");
      }
    } else {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }
    connection.setAutoCommit(false);
  }

  private long write(
      Connection connection,
      List<TransferTable> tables,
      List<String> migrations,
      Map<String, Integer> keys,
      OutputStream out)
      throws IOException, SQLException {
    long rows = 0;
    ObjectWriter lines =
        TransferHeader.JSON
            .writer()
            .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .with(new MinimalPrettyPrinter("\n"));
    GZIPOutputStream packed = new GZIPOutputStream(out, 1 << 16);
    try (JsonGenerator json = lines.createGenerator(packed)) {
      json.writePOJO(
          new TransferHeader(
              TransferHeader.FORMAT, TransferHeader.VERSION, release, migrations, keys));
      for (TransferTable table : tables) {
        rows += write(connection, table, json);
      }
      json.writeStartObject();
      json.writeNumberProperty("rows", rows);
      json.writeEndObject();
    }
    packed.write('\n');
    packed.finish();
    return rows;
  }

  private static long write(Connection connection, TransferTable table, JsonGenerator json)
      throws SQLException {
    json.writeStartObject();
    json.writeStringProperty("table", table.name());
    json.writeArrayPropertyStart("columns");
    table.columns().keySet().forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
    List<TransferColumn> columns = List.copyOf(table.columns().values());
    long rows = 0;
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH_SIZE);
      try (ResultSet row =
          statement.executeQuery("select " + table.columnNames() + " from " + table.quotedName())) {
        while (row.next()) {
          json.writeStartArray();
          for (int i = 0; i < columns.size(); i++) {
            columns.get(i).kind().write(row, i + 1, json);
          }
          json.writeEndArray();
          rows++;
        }
      }
    }
    return rows;
  }
}
