package io.todoku.collect;

import io.todoku.snapshot.Snapshot;

/** Is notified of what a scan is doing. */
public interface ProgressListener {

  ProgressListener NONE = (stage, state, doing) -> {};

  /**
   * @param doing what is being done, in the terms of AWS, DNS or SMTP; empty if only the state
   *     changes
   */
  void report(Stage stage, StageState state, String doing);

  /**
   * Is notified of how many cells of a stage have ended, after each.
   *
   * @param all how many there are to collect at this point
   */
  default void reportCells(Stage stage, int ended, int all) {}

  /**
   * Is notified of what was collected so far, at the end of each stage but the last.
   *
   * @param unfinished what is not collected yet is unknown
   */
  default void reportUnfinished(Snapshot unfinished) {}

  /** The stages of a scan, in their order. */
  enum Stage {
    AWS,
    DNS,
    SERVERS,
    RULES
  }

  /** The state of a stage. */
  enum StageState {
    WAITING,
    RUNNING,
    DONE,
    FAILED
  }
}
