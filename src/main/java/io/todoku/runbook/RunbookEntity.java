package io.todoku.runbook;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored runbook; its plan, state and last observation are in the table {@code runbook_piece}.
 */
@Entity
@Table(name = "runbook")
class RunbookEntity {

  @Id UUID id = UUID.randomUUID();
  String name = "";
  String accountId = "";
  Instant madeAt = Instant.EPOCH;
  String madeBy = "";
  boolean watched;

  /** When it is observed next if it is watched. */
  Instant nextObservationAt = Instant.EPOCH;

  /** When an observation was requested that has not ended; null: none. */
  @Nullable Instant observationRequestedAt;

  @Nullable Instant observedAt;

  /** Why the last observation failed; null if it did not. */
  @Nullable String failure;
}
