package io.todoku.archive;

import io.todoku.snapshot.GzipPieces;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores values of any size, compressed, in a table of pieces, because H2 takes at most 1 MiB into
 * a binary column. Each owner has a table of its own, whose foreign key deletes the pieces with
 * their owner. The owner's row must be in the database (flushed) before its pieces.
 */
public final class PieceTable {

  private final JdbcClient database;
  private final String insert;
  private final String select;
  private final String delete;

  /**
   * @param table with the key's columns, {@code place} (from 0) and {@code bytes}
   * @param keyColumns the columns that identify a value
   */
  public PieceTable(JdbcClient database, String table, String... keyColumns) {
    this.database = database;
    String where =
        Stream.of(keyColumns)
            .map(column -> column + " = ?")
            .collect(Collectors.joining(" and ", " where ", ""));
    this.insert =
        "insert into %s (%s, place, bytes) values (%s?, ?)"
            .formatted(table, String.join(", ", keyColumns), "?, ".repeat(keyColumns.length));
    this.select = "select bytes from " + table + where + " order by place";
    this.delete = "delete from " + table + where;
  }

  /** Stores a value under a key that has none. */
  public void save(byte[] value, Object... key) {
    insert(GzipPieces.compress(value), key);
  }

  /** Stores a value that is compressed already as it is; see {@link #readUncompressed}. */
  public void saveUncompressed(byte[] value, Object... key) {
    insert(GzipPieces.cut(value), key);
  }

  private void insert(List<byte[]> pieces, Object... key) {
    for (int place = 0; place < pieces.size(); place++) {
      var values = Stream.concat(Arrays.stream(key), Stream.of(place, pieces.get(place)));
      database.sql(insert).params(values.toList()).update();
    }
  }

  /** Stores a value in place of the one under this key. */
  public void replace(byte[] value, Object... key) {
    delete(key);
    save(value, key);
  }

  /** The value; empty if none was stored. */
  public Optional<byte[]> read(Object... key) {
    List<byte[]> pieces = pieces(key);
    return pieces.isEmpty() ? Optional.empty() : Optional.of(GzipPieces.decompress(pieces));
  }

  /** A value that was stored as it is; without a byte if none was stored. */
  public byte[] readUncompressed(Object... key) {
    return GzipPieces.join(pieces(key));
  }

  private List<byte[]> pieces(Object... key) {
    return database.sql(select).params(List.of(key)).query((row, _) -> row.getBytes(1)).list();
  }

  public void delete(Object... key) {
    database.sql(delete).params(List.of(key)).update();
  }

  /** Deletes the values of several keys of one column. */
  public void deleteAll(Collection<?> keys) {
    keys.forEach(this::delete);
  }
}
