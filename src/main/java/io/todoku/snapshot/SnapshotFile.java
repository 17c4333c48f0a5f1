package io.todoku.snapshot;

import io.todoku.snapshot.SnapshotFormatException.SnapshotProblem;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON form of a snapshot, see {@link Snapshot#VERSION}. */
public final class SnapshotFile {

  /** Larger files are refused: an account of 10,000 addresses stays far below. */
  static final int MAX_BYTES = 64 * 1024 * 1024;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SnapshotFile() {}

  /** For people and for other programs, a line a value. */
  public static byte[] write(Snapshot snapshot) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(snapshot);
  }

  /**
   * For a store, without blanks.
   *
   * @throws SnapshotFormatException where it could not be read again
   */
  public static byte[] writeCompact(Snapshot snapshot) {
    SnapshotValidator.validate(snapshot);
    byte[] bytes = MAPPER.writeValueAsBytes(snapshot);
    if (bytes.length > MAX_BYTES) {
      throw tooLarge();
    }
    return bytes;
  }

  /** Anything that a snapshot is made of, to be read again by the same release. */
  public static byte[] writePart(Object part) {
    return MAPPER.writeValueAsBytes(part);
  }

  public static <T> T readPart(byte[] bytes, Class<T> type) {
    return MAPPER.readValue(bytes, type);
  }

  private static SnapshotFormatException tooLarge() {
    return new SnapshotFormatException(
        SnapshotProblem.TOO_LARGE, "the snapshot is larger than " + MAX_BYTES + " bytes");
  }

  /**
   * @throws SnapshotFormatException where it is no snapshot, is cut off, is too large or of a newer
   *     form
   */
  public static Snapshot read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw tooLarge();
    }
    return read(bytes);
  }

  /**
   * @throws SnapshotFormatException see {@link #read(InputStream)}
   */
  public static Snapshot read(byte[] bytes) {
    try {
      JsonNode tree = MAPPER.readTree(bytes);
      checkVersion(tree);
      Snapshot snapshot = MAPPER.treeToValue(tree, Snapshot.class);
      SnapshotValidator.validate(snapshot);
      return snapshot;
    } catch (JacksonException e) {
      throw new SnapshotFormatException(
          SnapshotProblem.BROKEN,
          "this is not a whole Todoku snapshot: "
              + e.getOriginalMessage().lines().findFirst().orElse("")
              + position(e));
    }
  }

  private static void checkVersion(JsonNode tree) {
    JsonNode version = tree.get("version");
    if (version == null || !version.isInt()) {
      throw new SnapshotFormatException(
          SnapshotProblem.NO_SNAPSHOT,
          "this is not a Todoku snapshot: it has no \"version\" number");
    }
    if (version.intValue() < 1 || version.intValue() > Snapshot.VERSION) {
      throw new SnapshotFormatException(
          SnapshotProblem.NEWER,
          "the snapshot is of form "
              + version.intValue()
              + ", this release reads forms 1 to "
              + Snapshot.VERSION
              + ": use a newer release");
    }
  }

  private static String position(JacksonException e) {
    var at = e.getLocation();
    return at == null || at.getLineNr() < 0
        ? ""
        : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }
}
