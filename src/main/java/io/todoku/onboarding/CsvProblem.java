package io.todoku.onboarding;

/**
 * Why a CSV file, or a line of it, is refused.
 *
 * @param detail what it is about: a cell, a title, a number; at most 60 characters of it
 */
record CsvProblem(CsvProblemKind kind, String detail) {

  /** What is wrong. */
  enum CsvProblemKind {
    // the file
    EMPTY,
    LARGE,
    MANY_LINES,
    /** A quotation mark is open, or stands within a cell, near the line of the detail. */
    QUOTES,
    UNKNOWN_COLUMN,
    COLUMN_TWICE,
    NO_ID_COLUMN,

    // a line
    ID,
    TWICE,
    MANY_CELLS,
    NAME,
    CLIENT,
    ENVIRONMENT,
    ROLE,
    OTHER_ACCOUNT,
    EXTERNAL_ID,
    ROLE_AND_PROFILE,
    PROFILE,
    REGION,
    MANY_REGIONS
  }
}
