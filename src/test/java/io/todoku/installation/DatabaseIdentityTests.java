package io.todoku.installation;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.installation.DatabaseIdentity.DatabaseKind;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseIdentityTests {

  private static final Map<String, String> FILE =
      Map.of("inode", "12", "created", "2026-12-01T00:00:00Z", "path", "/data/instance.id");

  @ParameterizedTest
  @CsvSource({
    "a path alone: the folder was moved,                     path,                 false",
    "an inode alone: a share numbers files at each mount,    inode,                false",
    "a time alone: a kernel that begins to tell it,          created,              false",
    "an inode and a path: another mount of a share,          inode path,           false",
    "an inode and a time: another file,                      inode created,        true",
    "all of them,                                            inode created path,   true"
  })
  void aFileIsACopyWhereInodeAndTimeDiffer(String why, String changed, boolean copied) {
    Map<String, String> now = new HashMap<>(FILE);
    for (String attribute : changed.split(" ")) {
      now.put(attribute, "another");
    }

    assertThat(identity(DatabaseKind.H2_FILE, FILE).isCopiedTo(identity(DatabaseKind.H2_FILE, now)))
        .as(why)
        .isEqualTo(copied);
  }

  @Test
  void whereFilesHaveNoNumberTheTimeAndThePathCount() {
    Map<String, String> before = Map.of("created", "1", "path", "a");

    assertThat(identity(DatabaseKind.H2_FILE, before).isCopiedTo(file("2", "a"))).isFalse();
    assertThat(identity(DatabaseKind.H2_FILE, before).isCopiedTo(file("1", "b"))).isFalse();
    assertThat(identity(DatabaseKind.H2_FILE, before).isCopiedTo(file("2", "b"))).isTrue();
  }

  @Test
  void ofPostgresqlEachAttributeCountsThatBothHave() {
    Map<String, String> before = Map.of("system", "7", "database", "16384", "table", "16500");

    assertThat(postgres(before).isCopiedTo(postgres(before))).isFalse();
    assertThat(postgres(before).isCopiedTo(postgres(Map.of("database", "16384")))).isFalse();
    for (String attribute : before.keySet()) {
      Map<String, String> now = new HashMap<>(before);
      now.put(attribute, "1");
      assertThat(postgres(before).isCopiedTo(postgres(now))).as(attribute).isTrue();
    }
  }

  @Test
  void anotherKindOfDatabaseIsACopyAndOneInMemoryNever() {
    DatabaseIdentity memory = identity(DatabaseKind.OTHER, Map.of());

    assertThat(postgres(Map.of()).isCopiedTo(identity(DatabaseKind.H2_FILE, FILE))).isTrue();
    assertThat(memory.isCopiedTo(memory)).isFalse();
  }

  @Test
  void theIdentityIsReadAsItWasWritten() {
    DatabaseIdentity identity =
        identity(DatabaseKind.H2_FILE, Map.of("path", "/a=b/c", "inode", "3"));

    assertThat(DatabaseIdentity.parse(identity.text())).isEqualTo(identity);
    assertThat(DatabaseIdentity.parse("OTHER").attributes()).isEmpty();
  }

  private static DatabaseIdentity file(String created, String path) {
    return identity(DatabaseKind.H2_FILE, Map.of("created", created, "path", path));
  }

  private static DatabaseIdentity postgres(Map<String, String> attributes) {
    return identity(DatabaseKind.POSTGRESQL, attributes);
  }

  private static DatabaseIdentity identity(DatabaseKind kind, Map<String, String> attributes) {
    return new DatabaseIdentity(kind, attributes);
  }
}
