package io.todoku.intake;

import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotOrigin;

/** A snapshot that somebody sent, and where it comes from. */
record ReceivedSnapshot(Snapshot snapshot, SnapshotOrigin origin) {}
