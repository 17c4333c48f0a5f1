package io.todoku.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A waiver as stored. */
@Entity
@Table(name = "waiver")
class WaiverEntity {

  @Id UUID id = UUID.randomUUID();
  String accountId = "";
  String rule = "";
  String resource = "";
  String reason = "";
  String author = "";
  Instant createdAt = Instant.EPOCH;
  LocalDate expires = LocalDate.EPOCH;
  @Nullable Instant revokedAt;
  @Nullable String revokedBy;

  /** Whether the other waives the same for the same reason until the same day. */
  boolean isSameDecisionAs(Waiver other) {
    return other.rule().equals(rule)
        && other.resource().equals(resource)
        && other.reason().equals(reason)
        && other.expires().equals(expires);
  }

  Waiver toWaiver() {
    return new Waiver(id.toString(), rule, resource, reason, author, createdAt, expires);
  }
}
