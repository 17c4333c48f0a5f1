package io.todoku.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes results to standard output or to a file. */
record CommandOutput(PrintStream standard) {

  /**
   * Writes to the file, or to standard output where it is null.
   *
   * @throws UsageException where the file cannot be written
   */
  void write(@Nullable Path file, byte[] bytes) {
    if (file == null) {
      standard.writeBytes(bytes);
      standard.flush();
      return;
    }
    try {
      Files.write(file, bytes);
    } catch (NoSuchFileException e) {
      throw new UsageException("cannot write " + file + ": there is no such folder");
    } catch (IOException e) {
      throw new UsageException("cannot write " + file + ": " + e.getMessage());
    }
  }

  void print(String text) {
    write(null, text.getBytes(StandardCharsets.UTF_8));
  }
}
