package io.todoku.collect;

import io.todoku.snapshot.SnapshotFile;

/** The JSON form of a part, for a store between two cells; it is not kept for long. */
public final class PartFile {

  private PartFile() {}

  public static byte[] write(Part part) {
    return SnapshotFile.writePart(part);
  }

  public static Part read(Cell.Source source, byte[] bytes) {
    return SnapshotFile.readPart(bytes, Part.type(source));
  }
}
