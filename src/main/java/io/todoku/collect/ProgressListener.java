package io.todoku.collect;

/** Hears what a scan is doing now. */
public interface ProgressListener {

  ProgressListener NONE = (stage, state, doing) -> {};

  /**
   * @param doing what is being done, in the terms of AWS, DNS or SMTP; empty where there is nothing
   *     to tell
   */
  void report(Stage stage, StageState state, String doing);

  /** The parts of a scan, in their order. */
  enum Stage {
    AWS,
    DNS,
    SERVERS,
    RULES
  }

  /** Where a part stands. */
  enum StageState {
    WAITING,
    RUNNING,
    DONE,
    FAILED
  }
}
