package io.todoku.intake;

import io.todoku.account.Account;
import io.todoku.identity.ClientScope;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotOrigin;
import java.time.Instant;

/** Files that a user sends who may see every client and confirms what they replace. */
public final class ReceivedSnapshots {

  static final SnapshotOrigin ORIGIN =
      new SnapshotOrigin(
          "snapshot.json",
          "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
          4,
          "mika",
          Instant.parse("2026-11-24T00:00:00Z"),
          "198.51.100.77");

  private ReceivedSnapshots() {}

  public static Account importConfirmed(SnapshotImport imports, Snapshot snapshot) {
    return imports.importSnapshot(
        new ReceivedSnapshot(snapshot, ORIGIN), ClientScope.EVERY_CLIENT, true);
  }
}
