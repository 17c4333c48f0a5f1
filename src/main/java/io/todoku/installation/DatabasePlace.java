package io.todoku.installation;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is, by signs that a restart keeps and a copy does not.
 *
 * @param kind of the database
 * @param signs by name; one that could not be read is missing
 */
record DatabasePlace(PlaceKind kind, Map<String, String> signs) {

  static final String INODE = "inode";
  static final String CREATED = "created";
  static final String PATH = "path";

  /** The kinds of databases that differ in their signs. */
  enum PlaceKind {
    /** {@link #INODE}, {@link #CREATED} and {@link #PATH} of the file beside the database. */
    H2_FILE,
    /** System identifier of the cluster, OIDs of the database and of the table. */
    POSTGRESQL,
    /** In memory or another database: never taken for a copy. */
    OTHER
  }

  DatabasePlace {
    signs = Map.copyOf(signs);
  }

  /** As {@link #text()} wrote it. */
  static DatabasePlace parse(String text) {
    String[] lines = text.split("\n");
    Map<String, String> signs = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] sign = lines[i].split("=", 2);
      signs.put(sign[0], sign.length > 1 ? sign[1] : "");
    }
    return new DatabasePlace(PlaceKind.valueOf(lines[0]), signs);
  }

  /** The kind in the first line, then {@code name=value} lines. */
  String text() {
    return kind
        + new TreeMap<>(signs)
            .entrySet().stream()
                .map(sign -> "\n" + sign.getKey() + "=" + sign.getValue())
                .collect(Collectors.joining());
  }

  /**
   * Whether a database that was at this place and now is at the other one has been copied.
   *
   * <p>Of a file, one sign alone proves nothing: some shared file systems number their files anew
   * at each mount, others do not keep when a file was created.
   */
  boolean isCopiedTo(DatabasePlace now) {
    if (kind != now.kind) {
      return true;
    }
    return switch (kind) {
      case OTHER -> false;
      case POSTGRESQL -> signs.keySet().stream().anyMatch(sign -> differs(sign, now));
      case H2_FILE ->
          differs(CREATED, now)
              && (signs.containsKey(INODE) && now.signs.containsKey(INODE)
                  ? differs(INODE, now)
                  : differs(PATH, now));
    };
  }

  private boolean differs(String sign, DatabasePlace now) {
    @Nullable String before = signs.get(sign);
    @Nullable String after = now.signs.get(sign);
    return before != null && after != null && !Objects.equals(before, after);
  }
}
