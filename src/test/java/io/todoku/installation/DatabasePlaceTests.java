package io.todoku.installation;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.installation.DatabasePlace.PlaceKind;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabasePlaceTests {

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
    for (String sign : changed.split(" ")) {
      now.put(sign, "another");
    }

    assertThat(place(PlaceKind.H2_FILE, FILE).isCopiedTo(place(PlaceKind.H2_FILE, now)))
        .as(why)
        .isEqualTo(copied);
  }

  @Test
  void whereFilesHaveNoNumberTheTimeAndThePathCount() {
    Map<String, String> before = Map.of("created", "1", "path", "a");

    assertThat(place(PlaceKind.H2_FILE, before).isCopiedTo(file("2", "a"))).isFalse();
    assertThat(place(PlaceKind.H2_FILE, before).isCopiedTo(file("1", "b"))).isFalse();
    assertThat(place(PlaceKind.H2_FILE, before).isCopiedTo(file("2", "b"))).isTrue();
  }

  @Test
  void ofPostgresqlEachSignCountsThatBothHave() {
    Map<String, String> before = Map.of("system", "7", "database", "16384", "table", "16500");

    assertThat(postgres(before).isCopiedTo(postgres(before))).isFalse();
    assertThat(postgres(before).isCopiedTo(postgres(Map.of("database", "16384")))).isFalse();
    for (String sign : before.keySet()) {
      Map<String, String> now = new HashMap<>(before);
      now.put(sign, "1");
      assertThat(postgres(before).isCopiedTo(postgres(now))).as(sign).isTrue();
    }
  }

  @Test
  void anotherKindOfDatabaseIsACopyAndOneInMemoryNever() {
    DatabasePlace memory = place(PlaceKind.OTHER, Map.of());

    assertThat(postgres(Map.of()).isCopiedTo(place(PlaceKind.H2_FILE, FILE))).isTrue();
    assertThat(memory.isCopiedTo(memory)).isFalse();
  }

  @Test
  void thePlaceIsReadAsItWasWritten() {
    DatabasePlace place = place(PlaceKind.H2_FILE, Map.of("path", "/a=b/c", "inode", "3"));

    assertThat(DatabasePlace.parse(place.text())).isEqualTo(place);
    assertThat(DatabasePlace.parse("OTHER").signs()).isEmpty();
  }

  private static DatabasePlace file(String created, String path) {
    return place(PlaceKind.H2_FILE, Map.of("created", created, "path", path));
  }

  private static DatabasePlace postgres(Map<String, String> signs) {
    return place(PlaceKind.POSTGRESQL, signs);
  }

  private static DatabasePlace place(PlaceKind kind, Map<String, String> signs) {
    return new DatabasePlace(kind, signs);
  }
}
