package io.todoku.cli;

import io.todoku.transfer.DatabaseExport;
import io.todoku.transfer.DatabaseImport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens the database of the configuration, to carry it to another one. */
public interface TransferOpener {

  /**
   * A database, until it is closed.
   *
   * @param <T> what is done with it
   */
  record TransferSession<T>(T transfer, Runnable closeAction) implements AutoCloseable {

    @Override
    public void close() {
      closeAction.run();
    }
  }

  /**
   * @param configuration file; null: none
   */
  TransferSession<DatabaseExport> openExport(@Nullable Path configuration);

  /**
   * @param configuration file; null: none
   */
  TransferSession<DatabaseImport> openImport(@Nullable Path configuration);
}
