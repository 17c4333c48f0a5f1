package io.todoku.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an imported snapshot comes from.
 *
 * @param fileName as the sender named it; null where no name came with it
 * @param sha256 of the file as it came, in hexadecimal
 * @param bytes the size of the file
 * @param importedBy the user, or the token, that sent it
 * @param address from which it was sent
 */
public record SnapshotOrigin(
    @Nullable String fileName,
    String sha256,
    long bytes,
    String importedBy,
    Instant importedAt,
    String address) {

  private static final int MAX_NAME = 255;
  private static final int MAX_ADDRESS = 64;

  /** The name without folders, which some browsers send; all as it can be stored. */
  public SnapshotOrigin {
    if (fileName != null) {
      String name = fileName.replaceFirst("(?s)^.*[/\\\\]", "");
      fileName = cut(name, MAX_NAME);
      fileName = fileName.isEmpty() ? null : fileName;
    }
    address = cut(address, MAX_ADDRESS);
  }

  private static String cut(String text, int length) {
    String plain = text.replaceAll("\\p{Cntrl}", "").strip();
    return plain.substring(0, Math.min(plain.length(), length));
  }
}
