package io.todoku.scan;

import io.todoku.snapshot.Outcome;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How one account's part of a run is stored; {@link SnapshotPiece} holds what it brought home. */
@Entity
@Table(name = "scan")
@IdClass(ScanEntity.Key.class)
class ScanEntity {

  @Id UUID runId = new UUID(0, 0);
  @Id String accountId = "";
  Instant startedAt = Instant.EPOCH;
  @Nullable Instant finishedAt;

  /** By our own clock, whatever a file says of its times: what was stored last counts. */
  Instant storedAt = Instant.EPOCH;

  /** How much of the account is in its snapshot; null for one of an older release. */
  @Enumerated(EnumType.STRING)
  @Nullable Outcome outcome;

  @Enumerated(EnumType.STRING)
  State state = State.RUNNING;

  /** Where an account's part of a run stands. */
  enum State {
    RUNNING,
    DONE,
    /** No snapshot could be made of it. */
    FAILED,
    /** Somebody stopped it. */
    CANCELLED
  }

  /** A run and an account. */
  record Key(UUID runId, String accountId) implements Serializable {}
}
