package io.todoku.schedule;

import java.util.UUID;

/** Identifies the scan of one account in a run of a schedule; its text is the id of the job. */
record ScheduledScanId(UUID schedule, UUID run, String account) {

  static ScheduledScanId parse(String id) {
    String[] parts = id.split("/", 3);
    return new ScheduledScanId(UUID.fromString(parts[0]), UUID.fromString(parts[1]), parts[2]);
  }

  @Override
  public String toString() {
    return schedule + "/" + run + "/" + account;
  }
}
