package io.todoku.collect;

import io.todoku.snapshot.SnapshotFile;

/** Converts parts to JSON and back, to store them until all cells of a scan are collected. */
public final class SnapshotPartCodec {

  private SnapshotPartCodec() {}

  public static byte[] write(SnapshotPart part) {
    return SnapshotFile.writePart(part);
  }

  public static SnapshotPart read(Cell.Source source, byte[] bytes) {
    return SnapshotFile.readPart(bytes, SnapshotPart.typeFor(source));
  }
}
