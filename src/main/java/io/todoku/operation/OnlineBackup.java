package io.todoku.operation;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes a copy of H2's file as it is at one moment, while the server works. */
@Component
public class OnlineBackup {

  private static final Logger log = LoggerFactory.getLogger(OnlineBackup.class);

  private static final String FOLDER = "backup";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'todoku-'uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final DataSource database;
  private final Clock clock;

  OnlineBackup(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * @param file a ZIP with the file of the database, readable for the owner of the process only
   * @param bytes its size
   */
  public record BackupFile(Path file, long bytes) {}

  /**
   * Writes the copy into the folder {@code backup} beside the database.
   *
   * @return empty if the database is not an H2 database in a file
   * @throws IOException if the disk has less room than the database takes, or cannot be written
   */
  public Optional<BackupFile> make() throws IOException {
    try (Connection connection = database.getConnection()) {
      Optional<Path> store = storeOf(connection);
      if (store.isEmpty()) {
        return Optional.empty();
      }
      Path folder = store.get().resolveSibling(FOLDER);
      Files.createDirectories(folder, ownerOnly(store.get(), "rwx------"));
      long needed = Files.size(store.get());
      if (Files.getFileStore(folder).getUsableSpace() < needed) {
        throw new IOException("less than " + needed + " bytes are free in " + folder);
      }
      Path file = newFile(folder);
      try (Statement statement = connection.createStatement()) {
        statement.execute("backup to '" + file.toString().replace("'", "''") + "'");
      } catch (SQLException failure) {
        Files.deleteIfExists(file);
        throw failure;
      }
      return Optional.of(new BackupFile(file, Files.size(file)));
    } catch (SQLException failure) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  private static Optional<Path> storeOf(Connection connection) throws SQLException {
    if (connection.isWrapperFor(JdbcConnection.class)
        && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
      Database h2 = session.getDatabase();
      return h2.isPersistent()
          ? Optional.of(Path.of(h2.getDatabasePath() + ".mv.db"))
          : Optional.empty();
    }
    return Optional.empty();
  }

  /** Of two backups in the same second, each has its own file. */
  private Path newFile(Path folder) throws IOException {
    String name = NAME.format(clock.instant());
    for (int number = 1; ; number++) {
      Path file = folder.resolve(name + (number == 1 ? "" : "-" + number) + ".zip");
      try {
        return Files.createFile(file, ownerOnly(file, "rw-------"));
      } catch (FileAlreadyExistsException another) {
        log.debug("{} exists", file, another);
      }
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file, String permissions) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
