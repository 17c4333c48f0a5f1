package io.todoku.account;

import io.todoku.snapshot.Attestation;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An attestation as stored. */
@Entity
@Table(name = "attestation")
class AttestationEntity {

  @Id UUID id = UUID.randomUUID();
  String accountId = "";
  String rule = "";
  @Nullable String region;

  @Enumerated(EnumType.STRING)
  Attestation.AttestationState state = Attestation.AttestationState.REQUESTED;

  @Column(name = "on_date")
  LocalDate date = LocalDate.EPOCH;

  @Column(name = "author")
  String author = "";

  @Nullable String caseId;
  @Nullable String note;
  Instant recordedAt = Instant.EPOCH;
  @Nullable LocalDate expires;

  /** Whether the other states the same, by whomever and whenever it was recorded. */
  boolean isSameDecisionAs(Attestation other) {
    return other.rule().equals(rule)
        && Objects.equals(other.region(), region)
        && other.state() == state
        && other.date().equals(date)
        && Objects.equals(other.caseId(), caseId)
        && Objects.equals(other.note(), note)
        && Objects.equals(other.expires(), expires);
  }

  Attestation toAttestation() {
    return new Attestation(
        id.toString(), rule, region, state, date, author, caseId, note, recordedAt, expires);
  }
}
