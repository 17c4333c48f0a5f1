package io.todoku.installation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code instance.id} beside an H2 database, which holds the token of the installation. It
 * is made once, so that the file itself tells a copy of the folder from the folder.
 */
final class InstanceFile {

  private static final Logger log = LoggerFactory.getLogger(InstanceFile.class);
  private static final String NAME = "instance.id";

  private final Path file;

  InstanceFile(Path database) {
    this.file = database.toAbsolutePath().resolveSibling(NAME);
  }

  /** Empty if the file is missing or holds no token. */
  Optional<UUID> token() {
    try {
      return Optional.of(UUID.fromString(Files.readString(file, StandardCharsets.UTF_8).strip()));
    } catch (IOException | IllegalArgumentException missing) {
      log.debug("There is no token in {}", file, missing);
      return Optional.empty();
    }
  }

  /** Writes the token; a file that is there stays the same file. */
  void write(UUID token) {
    try {
      if (!Files.exists(file)) {
        if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
          Files.createFile(
              file,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
          Files.createFile(file);
        }
      }
      Files.writeString(
          file,
          token + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.SYNC);
    } catch (IOException failure) {
      log.warn(
          "{} was not written, so copies of this database will not be recognised: {}",
          file,
          failure + "");
    }
  }

  /** The attributes of {@link DatabaseIdentity}; none if the file is missing. */
  Map<String, String> attributes() {
    Map<String, String> attributes = new TreeMap<>();
    try {
      BasicFileAttributes stored = Files.readAttributes(file, BasicFileAttributes.class);
      attributes.put(DatabaseIdentity.PATH, file.toRealPath().toString());
      attributes.put(DatabaseIdentity.CREATED, stored.creationTime().toInstant().toString());
      if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
        attributes.put(
            DatabaseIdentity.INODE, String.valueOf(Files.getAttribute(file, "unix:ino")));
      }
    } catch (IOException missing) {
      log.debug("{} cannot be read", file, missing);
    }
    return attributes;
  }
}
