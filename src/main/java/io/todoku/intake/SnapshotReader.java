package io.todoku.intake;

import io.todoku.identity.CurrentUser;
import io.todoku.snapshot.SnapshotFile;
import io.todoku.snapshot.SnapshotFormatException;
import io.todoku.snapshot.SnapshotOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads snapshots that people send. Each is kept in a temporary file until its turn, because a
 * snapshot in memory takes many times the room of its file: one at a time is read, and nobody waits
 * for a slow upload of another.
 */
@Component
class SnapshotReader {

  private final ReentrantLock turn = new ReentrantLock(true);
  private final CurrentUser currentUser;
  private final Clock clock;

  SnapshotReader(CurrentUser currentUser, Clock clock) {
    this.currentUser = currentUser;
    this.clock = clock;
  }

  /**
   * @param fileName as the sender named it; null where it has no name
   * @param address of the sender
   * @throws SnapshotFormatException where it is no snapshot that this release can read
   */
  ReceivedSnapshot read(InputStream upload, @Nullable String fileName, String address)
      throws IOException {
    MessageDigest sha256 = sha256();
    Path file = Files.createTempFile("todoku-snapshot", ".json"); // for its owner alone
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        copy(new DigestInputStream(upload, sha256), out);
      }
      SnapshotOrigin origin =
          new SnapshotOrigin(
              fileName,
              HexFormat.of().formatHex(sha256.digest()),
              Files.size(file),
              currentUser.access().name(),
              clock.instant(),
              address);
      turn.lock();
      try {
        return new ReceivedSnapshot(SnapshotFile.read(file), origin);
      } finally {
        turn.unlock();
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Reads a file that waits, in its turn too. */
  Optional<ReceivedSnapshot> readPending(PendingImports pending, UUID id) {
    turn.lock();
    try {
      return pending.find(id, currentUser.access().name());
    } finally {
      turn.unlock();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
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
