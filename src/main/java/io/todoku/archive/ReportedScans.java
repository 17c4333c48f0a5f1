package io.todoku.archive;

import java.util.List;
import java.util.UUID;

/** The scans that somebody was told of, and that what they are told next is compared with. */
@FunctionalInterface
public interface ReportedScans {

  /** Of an account, the one that was told of last first; the same one may come again. */
  List<UUID> of(String accountId);
}
