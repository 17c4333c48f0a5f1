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
public class RunbookEntity {

  @Id public UUID id = UUID.randomUUID();
  String name = "";
  String accountId = "";
  public Instant madeAt = Instant.EPOCH;
  public String madeBy = "";
  public boolean watched;

  /** When it is looked at by itself, where it is watched. */
  public Instant nextObservationAt = Instant.EPOCH;

  /** When a look was asked for that has not ended; null: none. */
  @Nullable public Instant observationRequestedAt;

  @Nullable Instant observedAt;

  /** Why the last look came to nothing; null where it did not. */
  @Nullable public String failure;
}
