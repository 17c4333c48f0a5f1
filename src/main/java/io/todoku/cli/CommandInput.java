package io.todoku.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens the files that options name; {@code -} is standard input, which only one can read. */
final class CommandInput {

  private final InputStream standard;
  private @Nullable String reader;

  CommandInput(InputStream standard) {
    this.standard = standard;
  }

  static boolean isStandard(Path file) {
    return file.toString().equals("-");
  }

  /** What messages call the file. */
  static String name(Path file) {
    return isStandard(file) ? "standard input" : file.toString();
  }

  /** Reads a part of an opened file. */
  @FunctionalInterface
  interface StreamReader<T> {
    T read(InputStream in) throws IOException;
  }

  /**
   * @param option that names the file
   * @throws UsageException if it cannot be read
   */
  <T> T read(Path file, String option, StreamReader<T> content) {
    if (isStandard(file)) {
      claimStandard(option);
      try {
        return content.read(standard);
      } catch (IOException e) {
        throw new UsageException("cannot read standard input: " + e.getMessage());
      }
    }
    if (Files.isDirectory(file)) {
      throw new UsageException("cannot read " + file + ": it is a folder");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return content.read(in);
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no file " + file);
    } catch (IOException e) {
      throw new UsageException("cannot read " + file + ": " + e.getMessage());
    }
  }

  private void claimStandard(String option) {
    if (reader != null) {
      throw new UsageException(
          "only one can read standard input, not both %s - and %s -".formatted(reader, option));
    }
    reader = option;
  }
}
