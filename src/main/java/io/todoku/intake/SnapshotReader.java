package io.todoku.intake;

import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import io.todoku.snapshot.SnapshotFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * Reads snapshots that people send. Each is kept in a temporary file until its turn, because a
 * snapshot in memory takes many times the room of its file: one at a time is read, and nobody waits
 * for a slow upload of another.
 */
@Component
class SnapshotReader {

  private final ReentrantLock turn = new ReentrantLock(true);

  /**
   * @throws SnapshotFormatException where it is no snapshot that this release can read
   */
  Snapshot read(InputStream upload) throws IOException {
    Path file = Files.createTempFile("todoku-snapshot", ".json"); // for its owner alone
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        copy(upload, out);
      }
      turn.lock();
      try {
        return SnapshotFile.read(file);
      } finally {
        turn.unlock();
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** One octet more than is allowed tells that it is too large. */
  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    long left = SnapshotFile.MAX_BYTES + 1L;
    for (int read = from.read(buffer); read >= 0 && left > 0; read = from.read(buffer)) {
      to.write(buffer, 0, (int) Math.min(read, left));
      left -= read;
    }
  }
}
