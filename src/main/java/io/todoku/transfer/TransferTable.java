package io.todoku.transfer;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A table that is carried from one database to another.
 *
 * @param storedName as the database spells it
 * @param columns by their names in small letters, in the order of those
 */
record TransferTable(String storedName, Map<String, TransferColumn> columns) {

  /** A column, as the database spells it. */
  record TransferColumn(String storedName, ColumnKind kind) {}

  /**
   * What belongs to a place and not to what was collected and decided: sessions and sign-in links,
   * so that nobody is signed in at two places, the lock of the cluster, where the database is, and
   * which migrations have run.
   */
  static final Set<String> LEFT_OUT =
      Set.of(
          "spring_session",
          "spring_session_attributes",
          "sign_in_link",
          "cluster_lock",
          "installation",
          "flyway_schema_history");

  /** Tables that migrations and a first start fill; their rows are replaced. */
  static final Set<String> FILLED_AT_START = Set.of("audit_head", "scheduled_tasks");

  TransferTable {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  String name() {
    return storedName.toLowerCase(Locale.ROOT);
  }

  String columnNames() {
    return columns.values().stream()
        .map(column -> quote(column.storedName()))
        .collect(Collectors.joining(", "));
  }

  String quotedName() {
    return quote(storedName);
  }

  private static String quote(String name) {
    return '"' + name + '"';
  }

  /** The tables of the schema, each after those that it refers to. */
  static List<TransferTable> of(Connection connection) throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    String schema = connection.getSchema();
    Map<String, Set<String>> references = new TreeMap<>();
    try (ResultSet tables =
        database.getTables(null, schema, null, new String[] {"TABLE", "BASE TABLE"})) {
      while (tables.next()) {
        String name = tables.getString("TABLE_NAME");
        if (!LEFT_OUT.contains(name.toLowerCase(Locale.ROOT))) {
          references.put(name, new TreeSet<>());
        }
      }
    }
    for (Map.Entry<String, Set<String>> table : references.entrySet()) {
      try (ResultSet keys = database.getImportedKeys(null, schema, table.getKey())) {
        while (keys.next()) {
          table.getValue().add(keys.getString("PKTABLE_NAME"));
        }
      }
    }
    List<TransferTable> ordered = new ArrayList<>();
    for (String name : inOrder(references)) {
      ordered.add(read(connection, name));
    }
    return ordered;
  }

  private static List<String> inOrder(Map<String, Set<String>> references) {
    List<String> ordered = new ArrayList<>();
    Set<String> left = new TreeSet<>(references.keySet());
    while (!left.isEmpty()) {
      Set<String> waiting = new HashSet<>(left);
      List<String> next =
          left.stream()
              .filter(name -> Collections.disjoint(references.get(name), waiting))
              .toList();
      if (next.isEmpty()) {
        throw new IllegalStateException("these tables refer to each other: " + left);
      }
      ordered.addAll(next);
      left.removeAll(next);
    }
    return ordered;
  }

  private static TransferTable read(Connection connection, String name) throws SQLException {
    Map<String, TransferColumn> columns = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet none = statement.executeQuery("select * from " + quote(name) + " where 1 = 0")) {
      ResultSetMetaData shape = none.getMetaData();
      for (int i = 1; i <= shape.getColumnCount(); i++) {
        String column = shape.getColumnName(i);
        columns.put(
            column.toLowerCase(Locale.ROOT),
            new TransferColumn(
                column,
                ColumnKind.of(
                    shape.getColumnType(i), shape.getColumnTypeName(i), name + "." + column)));
      }
    }
    return new TransferTable(name, columns);
  }
}
