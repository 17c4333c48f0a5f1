package io.todoku.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes results to standard output or to files. A file appears under its name when it is complete,
 * so that a command that is stopped leaves no part of one.
 */
final class CommandOutput {

  private final PrintStream standard;
  private final Set<String> expected = new LinkedHashSet<>();
  private final List<String> written = new ArrayList<>();
  private final Set<Path> temporary = new LinkedHashSet<>();
  private boolean stopped;

  CommandOutput(PrintStream standard) {
    this.standard = standard;
  }

  /** Whether a result for this option goes to standard output: without a value, or {@code -}. */
  static boolean isStandard(@Nullable Path file) {
    return file == null || file.toString().equals("-");
  }

  /**
   * Finds out whether a file can be written, before the work whose result it is to hold. A file
   * that exists is replaced.
   *
   * @throws UsageException with the reason if it cannot
   */
  synchronized void expect(@Nullable Path file) {
    if (file == null || isStandard(file)) {
      expected.add("standard output");
      return;
    }
    Path folder = folderOf(file);
    if (Files.isDirectory(file)) {
      throw new UsageException("cannot write " + file + ": it is a folder");
    }
    if (!Files.exists(folder)) {
      throw new UsageException("cannot write " + file + ": there is no such folder");
    }
    if (!Files.isDirectory(folder)) {
      throw new UsageException("cannot write " + file + ": " + folder + " is not a folder");
    }
    if (Files.exists(file) ? !Files.isWritable(file) : !Files.isWritable(folder)) {
      throw new UsageException("cannot write " + file + ": no permission");
    }
    expected.add(file.toString());
  }

  /** Writes a result piece by piece. */
  @FunctionalInterface
  interface ContentWriter {
    void write(OutputStream out) throws IOException;
  }

  /**
   * As {@link #write}, for a result that is too large to hold. A new file is readable for its owner
   * only.
   *
   * @throws UsageException where the file cannot be written
   */
  void stream(@Nullable Path file, ContentWriter content) {
    try {
      if (file == null || isStandard(file)) {
        content.write(standard);
        standard.flush();
        if (standard.checkError()) {
          throw new IOException("it was closed");
        }
        add(Path.of("standard output"));
      } else {
        writeFile(file, content, ownerOnly(file));
      }
    } catch (IOException e) {
      throw new UsageException(
          "cannot write "
              + (file == null || isStandard(file) ? "standard output" : file)
              + ": "
              + reason(e));
    }
  }

  /**
   * Writes to the file, or to standard output where it is null or {@code -}.
   *
   * @throws UsageException where the file cannot be written
   */
  void write(@Nullable Path file, byte[] bytes) {
    if (file == null || isStandard(file)) {
      writeStandard(bytes);
      return;
    }
    try {
      writeFile(file, out -> out.write(bytes));
    } catch (IOException e) {
      throw new UsageException("cannot write " + file + ": " + reason(e));
    }
  }

  private synchronized void writeStandard(byte[] bytes) {
    if (!stopped) {
      standard.writeBytes(bytes);
      standard.flush();
      written.add("standard output");
    }
  }

  /**
   * What is no file (a pipe, a terminal), and where no other file can be made, is written at once.
   */
  private void writeFile(Path file, ContentWriter content, FileAttribute<?>... attributes)
      throws IOException {
    boolean special = Files.exists(file) && !Files.isRegularFile(file);
    Path target = Files.exists(file) && !special ? file.toRealPath() : file;
    if (special || !Files.isWritable(folderOf(target))) {
      try (OutputStream out = Files.newOutputStream(file)) {
        content.write(out);
      }
      add(file);
      return;
    }
    Path part = folderOf(target).resolve("." + UUID.randomUUID() + ".part");
    begin(part);
    try {
      Files.createFile(part, attributes);
      try (OutputStream out = Files.newOutputStream(part)) {
        content.write(out);
      }
      if (Files.exists(target)) {
        copyPermissions(target, part);
      }
      complete(part, target, file);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    try {
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    } catch (UnsupportedOperationException e) {
      // a file system without them
    }
  }

  private synchronized void begin(Path part) throws IOException {
    if (stopped) {
      throw new IOException("the command was stopped");
    }
    temporary.add(part);
  }

  private synchronized void complete(Path part, Path target, Path named) throws IOException {
    if (stopped) {
      throw new IOException("the command was stopped");
    }
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    temporary.remove(part);
    written.add(named.toString());
  }

  private synchronized void add(Path file) {
    written.add(file.toString());
  }

  void print(String text) {
    write(null, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes nothing from now on, removes what is not complete and tells what was written. */
  synchronized String stop() {
    stopped = true;
    for (Path part : temporary) {
      try {
        Files.deleteIfExists(part);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    List<String> missing = expected.stream().filter(one -> !written.contains(one)).toList();
    return (written.isEmpty() ? "nothing was written" : "written: " + names(written))
        + (missing.isEmpty() ? "" : "; not written: " + names(missing));
  }

  private static String names(List<String> files) {
    return files.stream().distinct().collect(Collectors.joining(", "));
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static Path folderOf(Path file) {
    @Nullable Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }
}
