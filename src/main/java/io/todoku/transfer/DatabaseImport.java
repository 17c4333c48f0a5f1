package io.todoku.transfer;

import io.todoku.installation.ImportedInstallation;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.sql.DataSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Fills an empty database with what {@link DatabaseExport} wrote, in one transaction. The
 * installation is quiet afterwards.
 */
public final class DatabaseImport {

  private final DataSource database;
  private final String release;
  private final Clock clock;

  /**
   * @param release of this Todoku
   */
  public DatabaseImport(DataSource database, String release, Clock clock) {
    this.database = database;
    this.release = release;
    this.clock = clock;
  }

  /**
   * @throws TransferRefusedException if the database is not empty, or the file is of another
   *     schema, damaged or incomplete; then no row was added
   * @throws IOException if it cannot be read
   */
  public TransferSummary read(InputStream in) throws IOException {
    try (JsonParser json =
        TransferHeader.JSON.createParser(new GZIPInputStream(new BufferedInputStream(in)))) {
      json.nextToken();
      TransferHeader header = readHeader(json);
      DatabaseSchema schema = new DatabaseSchema(database);
      requireSameSchema(header, schema);
      List<String> applied = schema.applied();
      if (!applied.isEmpty() && !applied.equals(header.migrations())) {
        throw new TransferRefusedException(
            "the database has tables of schema %s: import into an empty database"
                .formatted(TransferHeader.schemaOf(applied)));
      }
      schema.create();
      return read(json, header);
    } catch (JacksonException | IllegalArgumentException | DateTimeException damaged) {
      throw new TransferRefusedException("the file is damaged, nothing was imported", damaged);
    }
  }

  private static TransferHeader readHeader(JsonParser json) {
    JsonNode header = json.currentToken() == JsonToken.START_OBJECT ? json.readValueAsTree() : null;
    if (header == null || !header.path("format").asString("").equals(TransferHeader.FORMAT)) {
      throw new TransferRefusedException("the file was not written by \"todoku export\"");
    }
    int version = header.path("version").asInt(0);
    if (version != TransferHeader.VERSION) {
      throw new TransferRefusedException(
          "the file has format version %d, and this release reads version %d: import it with release %s"
              .formatted(
                  version, TransferHeader.VERSION, header.path("release").asString("unknown")));
    }
    return TransferHeader.JSON.treeToValue(header, TransferHeader.class);
  }

  private void requireSameSchema(TransferHeader header, DatabaseSchema schema) {
    List<String> known = schema.ofThisRelease();
    if (!header.migrations().equals(known)) {
      throw new TransferRefusedException(
          ("the file has schema %s, of release %s, and this release, %s, has schema %s: import it"
                  + " with the release that exported it, then start the newer one on the database")
              .formatted(
                  TransferHeader.schemaOf(header.migrations()),
                  header.release(),
                  release,
                  TransferHeader.schemaOf(known)));
    }
  }

  private TransferSummary read(JsonParser json, TransferHeader header) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        List<TransferTable> tables = TransferTable.of(connection);
        requireEmpty(connection, tables);
        clearRowsOfFirstStart(connection, tables);
        long rows = readTables(json, connection, tables);
        ImportedInstallation.record(connection, clock.instant());
        connection.commit();
        return new TransferSummary(
            tables.size(), rows, TransferHeader.schemaOf(header.migrations()), header.keys());
      } catch (SQLException | RuntimeException failure) {
        connection.rollback();
        throw failure;
      }
    } catch (SQLException failure) {
      throw new TransferRefusedException(
          "nothing was imported, because the database refused it: " + failure.getMessage(),
          failure);
    }
  }

  private static void requireEmpty(Connection connection, List<TransferTable> tables)
      throws SQLException {
    List<String> filled = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      for (TransferTable table : tables) {
        if (TransferTable.FILLED_AT_START.contains(table.name())) {
          continue;
        }
        try (ResultSet count =
            statement.executeQuery("select count(*) from " + table.quotedName())) {
          if (count.next() && count.getLong(1) > 0) {
            filled.add(table.name());
          }
        }
      }
    }
    if (!filled.isEmpty()) {
      throw new TransferRefusedException(
          "the database is not empty, and no row was imported: there are rows in "
              + String.join(", ", filled));
    }
  }

  private static void clearRowsOfFirstStart(Connection connection, List<TransferTable> tables)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (TransferTable table : tables) {
        if (TransferTable.FILLED_AT_START.contains(table.name())) {
          statement.executeUpdate("delete from " + table.quotedName());
        }
      }
    }
  }

  private static long readTables(JsonParser json, Connection connection, List<TransferTable> tables)
      throws SQLException {
    try (TableFiller filler = new TableFiller(connection, tables)) {
      JsonToken token;
      while ((token = json.nextToken()) != null) {
        if (token == JsonToken.START_ARRAY) {
          filler.addRow(json);
          continue;
        }
        JsonNode line = json.readValueAsTree();
        if (line.has("rows")) {
          if (!filler.isComplete(line.get("rows").asLong()) || json.nextToken() != null) {
            throw new TransferRefusedException(
                "the file is damaged, nothing was imported: rows or tables are missing");
          }
          return filler.rows();
        }
        filler.beginTable(
            line.path("table").asString(""),
            line.path("columns").valueStream().map(JsonNode::asString).toList());
      }
    }
    throw new TransferRefusedException("the file is incomplete, nothing was imported");
  }
}
