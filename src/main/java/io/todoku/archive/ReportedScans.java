package io.todoku.archive;

import java.util.List;
import java.util.UUID;

/** The scans that reports were made of, which later reports are compared with. */
@FunctionalInterface
public interface ReportedScans {

  /** The reported scans of an account, last reported first; a scan reported twice appears twice. */
  List<UUID> of(String accountId);
}
