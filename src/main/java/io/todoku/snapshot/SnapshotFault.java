package io.todoku.snapshot;

import io.todoku.snapshot.SnapshotFormatException.SnapshotProblem;

/** What can be wrong with a file that should be a snapshot, each with its text. */
public enum SnapshotFault {
  NO_VERSION(
      SnapshotProblem.NO_SNAPSHOT,
      "version",
      "this is not a Todoku snapshot: it has no \"version\" number"),
  NEWER(
      SnapshotProblem.NEWER,
      "newer",
      "the snapshot is of form %s, this release reads forms 1 to %s: use a newer release"),
  BYTES(SnapshotProblem.TOO_LARGE, "bytes", "the snapshot is larger than %s bytes"),
  VALUES(SnapshotProblem.TOO_LARGE, "values", "the snapshot holds more than %s values"),
  TOKENS(
      SnapshotProblem.TOO_LARGE,
      "tokens",
      "the snapshot holds more than %s names, values and brackets"),
  LARGE_VALUE(
      SnapshotProblem.TOO_LARGE,
      "large-value",
      "%s holds a text, a number or a nesting that is too large"),
  CUT_OFF(SnapshotProblem.BROKEN, "cut-off", "the file ends within %s (line %s, column %s)"),
  NOT_JSON(
      SnapshotProblem.BROKEN, "not-json", "the file is not valid JSON in %s (line %s, column %s)"),
  TWICE(
      SnapshotProblem.BROKEN,
      "twice",
      "%s has a part that is named more than once (line %s, column %s)"),
  KIND(SnapshotProblem.BROKEN, "kind", "the value of %s is of the wrong kind (line %s, column %s)"),
  MISSING(SnapshotProblem.BROKEN, "missing", "%s is missing"),
  LONG(SnapshotProblem.BROKEN, "long", "%s is longer than %s characters"),
  CONTROL(SnapshotProblem.BROKEN, "control", "%s has control characters"),
  TIME(SnapshotProblem.BROKEN, "time", "%s is not a time between 2000 and 2200"),
  FUTURE(SnapshotProblem.BROKEN, "future", "%s lies in the future: %s"),
  ACCOUNT_ID(SnapshotProblem.BROKEN, "account-id", "%s is not 12 digits"),
  REGION(SnapshotProblem.BROKEN, "region", "%s: \"%s\" is not a Region"),
  ADDRESS(SnapshotProblem.BROKEN, "address", "%s: \"%s\" is not an address"),
  RECORD(SnapshotProblem.BROKEN, "record", "%s: \"%s\" is not a valid %s record"),
  ACCOUNT(SnapshotProblem.BROKEN, "account", "%s: %s");

  private final SnapshotProblem problem;
  private final String name;
  private final String englishText;

  SnapshotFault(SnapshotProblem problem, String name, String englishText) {
    this.problem = problem;
    this.name = name;
    this.englishText = englishText;
  }

  public SnapshotProblem problem() {
    return problem;
  }

  /** The key of its text in the message files. */
  public String key() {
    return "import.fault." + name;
  }

  /** The text for logs, and where there are no message files, as a format of the arguments. */
  String englishText() {
    return englishText;
  }
}
