package io.todoku.runbook;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A plan that is kept; {@link RunbookPiece} holds what it says and what was seen. */
@Entity
@Table(name = "runbook")
class RunbookEntity {

  @Id UUID id = UUID.randomUUID();
  String name = "";
  String accountId = "";
  Instant madeAt = Instant.EPOCH;
  String madeBy = "";
  boolean watched;

  /** When it is looked at by itself, where it is watched. */
  Instant nextObservationAt = Instant.EPOCH;

  /** When a look was asked for that has not ended; null: none. */
  @Nullable Instant observationRequestedAt;

  @Nullable Instant observedAt;

  /** Why the last look came to nothing; null where it did not. */
  @Nullable String failure;
}
