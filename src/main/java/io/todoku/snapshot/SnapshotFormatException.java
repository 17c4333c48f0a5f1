package io.todoku.snapshot;

/** A file is no snapshot that this release can read; the message says what is wrong and where. */
public class SnapshotFormatException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final SnapshotProblem problem;

  public SnapshotFormatException(SnapshotProblem problem, String message) {
    super(message);
    this.problem = problem;
  }

  public SnapshotProblem problem() {
    return problem;
  }

  /** What kind of thing is wrong. */
  public enum SnapshotProblem {
    /** It is something else. */
    NO_SNAPSHOT,
    /** It is cut off, or a part is missing or wrong. */
    BROKEN,
    /** A newer release wrote it. */
    NEWER,
    TOO_LARGE
  }
}
