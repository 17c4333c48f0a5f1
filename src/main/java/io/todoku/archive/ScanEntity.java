package io.todoku.archive;

import io.todoku.snapshot.CollectionOutcome;
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
@IdClass(ScanEntity.ScanKey.class)
public class ScanEntity {

  @Id public UUID runId = new UUID(0, 0);
  @Id public String accountId = "";
  public Instant startedAt = Instant.EPOCH;
  @Nullable public Instant finishedAt;

  /** By our own clock, whatever a file says of its times: what was stored last counts. */
  public Instant storedAt = Instant.EPOCH;

  /** How much of the account is in its snapshot; null for one of an older release. */
  @Enumerated(EnumType.STRING)
  @Nullable
  public CollectionOutcome outcome;

  @Enumerated(EnumType.STRING)
  public ScanState state = ScanState.RUNNING;

  /** Where an account's part of a run stands. */
  public enum ScanState {
    RUNNING,
    DONE,
    /** No snapshot could be made of it. */
    FAILED,
    /** Somebody stopped it. */
    CANCELLED
  }

  /** A run and an account. */
  public record ScanKey(UUID runId, String accountId) implements Serializable {}
}
