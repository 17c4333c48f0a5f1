package io.todoku.installation;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells a database from its copies by attributes that a restart keeps and a copy does not.
 *
 * @param kind of the database
 * @param attributes by name; one that could not be read is missing
 */
record DatabaseIdentity(DatabaseKind kind, Map<String, String> attributes) {

  static final String INODE = "inode";
  static final String CREATED = "created";
  static final String PATH = "path";

  /** The kinds of databases that differ in their attributes. */
  enum DatabaseKind {
    /** {@link #INODE}, {@link #CREATED} and {@link #PATH} of the file beside the database. */
    H2_FILE,
    /** System identifier of the cluster, OIDs of the database and of the table. */
    POSTGRESQL,
    /** In memory or another database: never taken for a copy. */
    OTHER
  }

  DatabaseIdentity {
    attributes = Map.copyOf(attributes);
  }

  /** As {@link #text()} wrote it. */
  static DatabaseIdentity parse(String text) {
    String[] lines = text.split("\n");
    Map<String, String> attributes = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] attribute = lines[i].split("=", 2);
      attributes.put(attribute[0], attribute.length > 1 ? attribute[1] : "");
    }
    return new DatabaseIdentity(DatabaseKind.valueOf(lines[0]), attributes);
  }

  /** The kind in the first line, then {@code name=value} lines. */
  String text() {
    return kind
        + new TreeMap<>(attributes)
            .entrySet().stream()
                .map(attribute -> "\n" + attribute.getKey() + "=" + attribute.getValue())
                .collect(Collectors.joining());
  }

  /**
   * Whether a database that had this identity and now has the other one has been copied.
   *
   * <p>Of a file, one attribute alone proves nothing: some shared file systems number their files
   * anew at each mount, others do not keep when a file was created.
   */
  boolean isCopiedTo(DatabaseIdentity now) {
    if (kind != now.kind) {
      return true;
    }
    return switch (kind) {
      case OTHER -> false;
      case POSTGRESQL ->
          attributes.keySet().stream().anyMatch(attribute -> differs(attribute, now));
      case H2_FILE ->
          differs(CREATED, now)
              && (attributes.containsKey(INODE) && now.attributes.containsKey(INODE)
                  ? differs(INODE, now)
                  : differs(PATH, now));
    };
  }

  private boolean differs(String attribute, DatabaseIdentity now) {
    @Nullable String before = attributes.get(attribute);
    @Nullable String after = now.attributes.get(attribute);
    return before != null && after != null && !Objects.equals(before, after);
  }
}
