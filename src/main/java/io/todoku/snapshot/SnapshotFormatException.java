package io.todoku.snapshot;

/** A file is no snapshot that this release can read; the message says what is wrong and where. */
public class SnapshotFormatException extends IllegalArgumentException {

  public SnapshotFormatException(String message) {
    super(message);
  }
}
