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
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One account's part of a run, as stored; its snapshot is in the table {@code snapshot_piece}. */
@Entity
@Table(name = "scan")
@IdClass(ScanEntity.ScanKey.class)
public class ScanEntity {

  @Id public UUID runId = new UUID(0, 0);
  @Id public String accountId = "";
  public Instant startedAt = Instant.EPOCH;
  @Nullable public Instant finishedAt;

  /**
   * When the row was stored, by this node's clock: the scan stored last counts, whatever times an
   * imported file gives.
   */
  public Instant storedAt = Instant.EPOCH;

  /** How complete the snapshot is; null for one stored by an older release. */
  @Enumerated(EnumType.STRING)
  @Nullable
  public CollectionOutcome outcome;

  @Enumerated(EnumType.STRING)
  public ScanState state = ScanState.RUNNING;

  /** What a recheck is limited to, as text; null for a scan of the whole account. */
  public @Nullable String recheckTarget;

  /** The scan whose snapshot a recheck builds upon, once it has ended. */
  public @Nullable UUID recheckBase;

  /** The state of an account's part of a run. */
  public enum ScanState {
    RUNNING(3),
    DONE(0),
    /** It ended without a snapshot. */
    FAILED(2),
    /** A person cancelled it. */
    CANCELLED(1);

    private final int rank;

    ScanState(int rank) {
      this.rank = rank;
    }

    /** A run of several accounts has the state of the highest rank among theirs. */
    public int rank() {
      return rank;
    }

    /** The state of a run. */
    public static ScanState ofRun(Stream<ScanState> parts) {
      return parts.max(Comparator.comparingInt(ScanState::rank)).orElse(DONE);
    }
  }

  /** A run and an account. */
  public record ScanKey(UUID runId, String accountId) implements Serializable {}
}
