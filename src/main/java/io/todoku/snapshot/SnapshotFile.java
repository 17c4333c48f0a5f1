package io.todoku.snapshot;

import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON form of a snapshot, see {@link Snapshot#VERSION}. */
public final class SnapshotFile {

  /** Larger files are refused: an account of 10,000 addresses stays far below. */
  static final int LIMIT = 64 * 1024 * 1024;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SnapshotFile() {}

  public static byte[] write(Snapshot snapshot) {
    return MAPPER.writeValueAsBytes(snapshot);
  }

  /**
   * @throws SnapshotFormatException where it is no snapshot, is cut off, is too large or of a newer
   *     form
   */
  public static Snapshot read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LIMIT + 1);
    if (bytes.length > LIMIT) {
      throw new SnapshotFormatException("the snapshot is larger than " + LIMIT + " bytes");
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
      Completeness.check(snapshot);
      return snapshot;
    } catch (JacksonException e) {
      throw new SnapshotFormatException(
          "this is not a whole Todoku snapshot: " + e.getOriginalMessage() + place(e));
    }
  }

  private static void checkVersion(JsonNode tree) {
    JsonNode version = tree.get("version");
    if (version == null || !version.isInt()) {
      throw new SnapshotFormatException(
          "this is not a Todoku snapshot: it has no \"version\" number");
    }
    if (version.intValue() < 1 || version.intValue() > Snapshot.VERSION) {
      throw new SnapshotFormatException(
          "the snapshot is of form "
              + version.intValue()
              + ", this release reads forms 1 to "
              + Snapshot.VERSION
              + ": use a newer release");
    }
  }

  private static String place(JacksonException e) {
    var at = e.getLocation();
    return at == null || at.getLineNr() < 0
        ? ""
        : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }
}
