package io.todoku.idempotency;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, which can be read again. A large one is kept in a temporary file, so that
 * many at once do not fill the heap.
 */
final class StoredBody implements Closeable {

  /** Bytes that are kept in memory. */
  private static final int IN_MEMORY = 64 * 1024;

  private final byte[] bytes;
  private final @Nullable Path file;

  private StoredBody(byte[] bytes, @Nullable Path file) {
    this.bytes = bytes;
    this.file = file;
  }

  /** The body is longer than is allowed. */
  static final class BodyTooLargeException extends Exception {

    private static final long serialVersionUID = 1L;
  }

  /**
   * Reads a body to its end.
   *
   * @param digest takes in every byte
   * @param max bytes
   */
  static StoredBody read(InputStream body, MessageDigest digest, long max)
      throws IOException, BodyTooLargeException {
    InputStream in = new DigestInputStream(body, digest);
    byte[] start = in.readNBytes(IN_MEMORY + 1);
    if (start.length <= IN_MEMORY) {
      return new StoredBody(start, null);
    }
    StoredBody stored =
        new StoredBody(new byte[0], Files.createTempFile("todoku-request-", ".body"));
    try {
      stored.fill(start, in, max);
      return stored;
    } catch (IOException | BodyTooLargeException failure) {
      stored.close();
      throw failure;
    }
  }

  private void fill(byte[] start, InputStream rest, long max)
      throws IOException, BodyTooLargeException {
    byte[] buffer = new byte[IN_MEMORY];
    long length = start.length;
    try (OutputStream out = Files.newOutputStream(Objects.requireNonNull(file))) {
      out.write(start);
      for (int read = rest.read(buffer); read >= 0; read = rest.read(buffer)) {
        length += read;
        if (length > max) {
          throw new BodyTooLargeException();
        }
        out.write(buffer, 0, read);
      }
    }
  }

  InputStream open() throws IOException {
    return file == null ? new ByteArrayInputStream(bytes) : Files.newInputStream(file);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
