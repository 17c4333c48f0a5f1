package io.todoku.operation;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Keeps other users of the machine from reading the H2 database. A folder that does not exist yet
 * is made for the owner alone before H2 makes it for everybody; the files are tightened at each
 * start, because H2 makes them by the umask.
 */
@Component
public class H2FilePermissions implements BeanPostProcessor {

  private static final Logger log = LoggerFactory.getLogger(H2FilePermissions.class);
  private static final String FILE_URL = "jdbc:h2:file:";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER_OF_OWNER =
      PosixFilePermissions.fromString("rwx------");

  private final Environment environment;

  H2FilePermissions(Environment environment) {
    this.environment = environment;
  }

  /** Before the pool of connections is made. */
  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof DataSource) {
      prepareFolder(environment.getProperty("spring.datasource.url", ""));
    }
    return bean;
  }

  static void prepareFolder(String url) {
    if (!url.startsWith(FILE_URL) || !isPosix()) {
      return;
    }
    Path database = path(url);
    Path folder = Objects.requireNonNull(database.getParent(), "a file has a folder");
    try {
      if (!Files.exists(folder)) {
        if (folder.getParent() != null) {
          Files.createDirectories(folder.getParent());
        }
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER_OF_OWNER));
      }
      for (Path file : files(folder, database.getFileName().toString())) {
        Files.setPosixFilePermissions(file, OWNER_ONLY);
      }
      Path store = folder.resolve(database.getFileName() + ".mv.db");
      if (!Files.exists(store)) {
        Files.createFile(store, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      }
    } catch (IOException | UnsupportedOperationException failure) {
      log.warn(
          "The files of the database in {} may be readable for others: {}",
          folder,
          failure.toString());
    }
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  /** The path of the database, without its suffix. */
  private static Path path(String url) {
    String path = url.substring(FILE_URL.length()).replaceFirst(";.*", "");
    return Path.of(path.replaceFirst("^~", System.getProperty("user.home"))).toAbsolutePath();
  }

  private static List<Path> files(Path folder, String database) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().startsWith(database + "."))
          .filter(Files::isRegularFile)
          .toList();
    }
  }
}
