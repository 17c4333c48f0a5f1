package io.todoku.encryption;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys of this node, in the order of the settings. Without any, secrets are not encrypted. */
final class EncryptionKeys {

  private static final String FILE_URL = "jdbc:h2:file:";
  private static final String FILE_NAME = "encryption.key";

  private final List<EncryptionKey> keys;
  private final Optional<Path> file;

  private EncryptionKeys(List<EncryptionKey> keys, Optional<Path> file) {
    this.keys = keys;
    this.file = file;
  }

  /**
   * Reads the keys; creates the file of one beside a new H2 database.
   *
   * @param databaseUrl of JDBC
   * @throws IllegalArgumentException with the setting that is wrong, and why
   */
  static EncryptionKeys of(EncryptionSettings settings, String databaseUrl) {
    if (!settings.keys().isEmpty()) {
      if (settings.keyFile() != null) {
        throw new IllegalArgumentException(
            "todoku.encryption.keys and todoku.encryption.key-file are both set: choose one");
      }
      return new EncryptionKeys(parse(settings.keys(), "todoku.encryption.keys"), Optional.empty());
    }
    Path file = keyFile(settings, databaseUrl).orElse(null);
    if (file == null) {
      return new EncryptionKeys(List.of(), Optional.empty());
    }
    try {
      if (settings.keyFile() == null && !Files.exists(file)) {
        KeyFile.create(file);
      }
      List<EncryptionKey> keys =
          parse(KeyFile.read(file), "todoku.encryption.key-file (" + file + ")");
      if (keys.isEmpty()) {
        throw new IllegalArgumentException(
            "todoku.encryption.key-file (" + file + "): it holds no key");
      }
      return new EncryptionKeys(keys, Optional.of(file));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "todoku.encryption.key-file (" + file + ") cannot be read: " + unreadable, unreadable);
    }
  }

  private static Optional<Path> keyFile(EncryptionSettings settings, String databaseUrl) {
    if (settings.keyFile() != null) {
      return Optional.of(settings.keyFile());
    }
    if (!databaseUrl.startsWith(FILE_URL)) {
      return Optional.empty();
    }
    String path = databaseUrl.substring(FILE_URL.length()).replaceFirst(";.*", "");
    return Optional.of(
        Path.of(path.replaceFirst("^~", System.getProperty("user.home")))
            .toAbsolutePath()
            .resolveSibling(FILE_NAME));
  }

  private static List<EncryptionKey> parse(List<String> texts, String setting) {
    try {
      return texts.stream().map(EncryptionKey::parse).toList();
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(setting + ": " + wrong.getMessage(), wrong);
    }
  }

  /** The key for new values; null: they are not encrypted. */
  @Nullable EncryptionKey first() {
    return keys.isEmpty() ? null : keys.getFirst();
  }

  /** The file of the keys; empty if they are in a list, or if there are none. */
  Optional<Path> file() {
    return file;
  }

  Optional<EncryptionKey> find(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }
}
