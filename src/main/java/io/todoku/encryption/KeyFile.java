package io.todoku.encryption;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A file with a key in each line, the first of which encrypts. Only its owner can read it; empty
 * lines and those that begin with # are not read.
 */
final class KeyFile {

  private KeyFile() {}

  /**
   * @throws IOException if it cannot be read
   */
  static List<String> read(Path file) throws IOException {
    return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  /** Creates the file with a new key, unless somebody else has just created it. */
  static void create(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path complete = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    write(complete, List.of(EncryptionKey.generate()));
    try {
      if (folder != null) {
        giveTo(folder, complete);
      }
      Files.createLink(file, complete); // all at once, and never in place of another
    } catch (FileAlreadyExistsException other) {
      // its keys are the ones to use
    } finally {
      Files.delete(complete);
    }
  }

  /** Puts a new key before those of the file, which is replaced as a whole. */
  static void addKey(Path file) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    write(next, Stream.concat(Stream.of(EncryptionKey.generate()), lines.stream()).toList());
    keepOwner(file, next);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** To the owner of the data folder, where root creates the file; others cannot give it away. */
  private static void giveTo(Path folder, Path file) throws IOException {
    if (isPosix(file) && Files.getOwner(file).getName().equals("root")) {
      keepOwner(folder, file);
    }
  }

  /** The service may run as another user than the one who runs the command. */
  private static void keepOwner(Path file, Path next) throws IOException {
    if (isPosix(file) && !Files.getOwner(file).equals(Files.getOwner(next))) {
      Files.setOwner(next, Files.getOwner(file));
    }
  }

  private static void write(Path file, List<String> lines) throws IOException {
    byte[] content = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    try (var channel =
        Files.newByteChannel(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC),
            ownerOnly(file))) {
      channel.write(ByteBuffer.wrap(content));
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return isPosix(file)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
