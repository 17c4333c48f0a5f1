package io.todoku.collect;

import io.todoku.snapshot.SnapshotFile;

/** The JSON form of a part, for a store between two cells; it is not kept for long. */
public final class SnapshotPartCodec {

  private SnapshotPartCodec() {}

  public static byte[] write(SnapshotPart part) {
    return SnapshotFile.writePart(part);
  }

  public static SnapshotPart read(Cell.Source source, byte[] bytes) {
    return SnapshotFile.readPart(bytes, SnapshotPart.typeFor(source));
  }
}
