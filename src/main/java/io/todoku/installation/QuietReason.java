package io.todoku.installation;

/** Why an installation is quiet. Texts are keyed by it. */
public enum QuietReason {
  /** The database was copied or restored. */
  COPY,
  /** The database was filled by {@code todoku import}. */
  IMPORT,
  /** The setting {@code todoku.quiet} asks for it. */
  SETTING
}
