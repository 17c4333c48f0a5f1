package io.todoku.cli;

import io.todoku.locale.Languages;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import io.todoku.snapshot.SnapshotFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads snapshots that options and arguments name. */
record SnapshotInput(CommandContext context, CommandInput input, Locale language) {

  /**
   * @param option that names the file
   * @throws UsageException if it cannot be read or holds no snapshot
   */
  Snapshot read(Path file, String option) {
    try {
      return input.read(file, option, SnapshotFile::read);
    } catch (SnapshotFormatException e) {
      throw new UsageException(CommandInput.name(file) + ": " + describe(e));
    }
  }

  /** The same; of a folder, the snapshots of all its files named {@code *.json}. */
  List<Snapshot> readAll(Path fileOrFolder, String option) {
    if (!Files.isDirectory(fileOrFolder)) {
      return List.of(read(fileOrFolder, option));
    }
    try (Stream<Path> files = Files.list(fileOrFolder)) {
      List<Path> snapshots =
          files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      if (snapshots.isEmpty()) {
        throw new UsageException("the folder " + fileOrFolder + " has no files named *.json");
      }
      return snapshots.stream().map(file -> read(file, option)).toList();
    } catch (IOException e) {
      throw new UsageException("cannot read the folder " + fileOrFolder + ": " + e.getMessage());
    }
  }

  /** Opens the message files for other languages only, because a start takes a second. */
  private String describe(SnapshotFormatException wrong) {
    if (language.equals(Languages.DEFAULT.locale())) {
      return wrong.getDefaultMessage();
    }
    try (CommandContext.CommandServices services = context.open(null, language)) {
      return services.messages().getMessage(wrong, language);
    }
  }
}
