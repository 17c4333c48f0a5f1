package io.todoku.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptionKeysTests {

  private static final String POSTGRESQL = "jdbc:postgresql://db:5432/todoku";

  @TempDir Path dir;

  private String h2() {
    return "jdbc:h2:file:" + dir.resolve("data/todoku") + ";WRITE_DELAY=0";
  }

  private static EncryptionKeys fromFile(Path file) {
    return EncryptionKeys.of(new EncryptionSettings(file, List.of()), POSTGRESQL);
  }

  private static String firstId(EncryptionKeys keys) {
    return Objects.requireNonNull(keys.first()).id();
  }

  @Test
  void besideAnH2FileAKeyIsCreatedOnceAndForItsOwnerAlone() throws Exception {
    EncryptionSettings unset = new EncryptionSettings(null, List.of());

    String id = firstId(EncryptionKeys.of(unset, h2()));

    Path file = dir.resolve("data/encryption.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(firstId(EncryptionKeys.of(unset, h2()))).isEqualTo(id);
  }

  @Test
  void aKeyThatRootCreatesBelongsToTheOwnerOfTheDataFolder() throws Exception {
    Path data = Files.createDirectories(dir.resolve("data"));
    var users = data.getFileSystem().getUserPrincipalLookupService();
    assumeThatCode(() -> Files.setOwner(data, users.lookupPrincipalByName("nobody")))
        .as("only root can give a folder away")
        .doesNotThrowAnyException();

    EncryptionKeys.of(new EncryptionSettings(null, List.of()), h2());

    assertThat(Files.getOwner(data.resolve("encryption.key")).getName()).isEqualTo("nobody");
    try (var files = Files.list(data)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aServerDatabaseHasNoKeyUnlessOneIsSet() {
    EncryptionKeys keys = EncryptionKeys.of(new EncryptionSettings(null, List.of()), POSTGRESQL);

    assertThat(keys.first()).isNull();
    assertThat(keys.file()).isEmpty();
  }

  @Test
  void aNewKeyStandsBeforeThoseOfTheFileAndItsRemarks() throws Exception {
    Path file = dir.resolve("keys");
    String old = EncryptionKey.generate();
    Files.writeString(file, "# kept in the safe\n\n" + old + "\n");

    KeyFile.addKey(file);

    EncryptionKeys keys = fromFile(file);
    assertThat(firstId(keys)).isNotEqualTo(EncryptionKey.parse(old).id());
    assertThat(keys.find(EncryptionKey.parse(old).id())).isPresent();
    assertThat(Files.readString(file)).endsWith("# kept in the safe\n\n" + old + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aWrongKeyIsDescribedWithoutItsText() {
    String tooShort = Base64.getEncoder().encodeToString("sixteen letters!".getBytes());

    assertThatThrownBy(
            () -> EncryptionKeys.of(new EncryptionSettings(null, List.of(tooShort)), POSTGRESQL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("todoku.encryption.keys: a key has 16 bytes instead of 32");
    assertThatThrownBy(() ->
            EncryptionKeys.of(new EncryptionSettings(null, List.of("correct horse")), POSTGRESQL))
        .hasMessage("todoku.encryption.keys: a key is not Base64");
  }

  @Test
  void aFileThatIsMissingOrEmptyIsNamed() throws Exception {
    Path file = dir.resolve("keys");

    assertThatThrownBy(() -> fromFile(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("todoku.encryption.key-file", file.toString(), "cannot be read");
    Files.writeString(file, "# nothing yet\n");
    assertThatThrownBy(() -> fromFile(file)).hasMessageContaining("holds no key");
  }

  @Test
  void aFileAndAListTogetherAreRefused() {
    assertThatThrownBy(() ->
            EncryptionKeys.of(
                new EncryptionSettings(dir, List.of(EncryptionKey.generate())), POSTGRESQL))
        .hasMessageContaining("choose one");
  }
}
