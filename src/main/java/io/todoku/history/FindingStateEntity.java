package io.todoku.history;

import io.todoku.rule.Verdict;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A {@link FindingState} as stored. */
@Entity
@Table(name = "finding_state")
@IdClass(FindingStateEntity.FindingStateKey.class)
class FindingStateEntity {

  @Id String accountId = "";
  @Id String rule = "";
  @Id String resource = "";

  /** The resource as JSON, because later snapshots may no longer contain it. */
  String resourceJson = "";

  @Enumerated(EnumType.STRING)
  Verdict verdict = Verdict.UNKNOWN;

  Instant firstSeen = Instant.EPOCH;
  Instant changedAt = Instant.EPOCH;

  @Enumerated(EnumType.STRING)
  @Nullable Verdict lastKnownVerdict;

  @Nullable Instant lastKnownAt;
  boolean hidden;

  /** The primary key of a finding's state. */
  record FindingStateKey(String accountId, String rule, String resource) implements Serializable {}

  static FindingStateEntity of(String accountId, FindingState state) {
    FindingStateEntity entity = new FindingStateEntity();
    entity.accountId = accountId;
    entity.rule = state.rule();
    entity.resource = state.resource().key();
    entity.resourceJson = StoredResource.write(state.resource());
    entity.verdict = state.verdict();
    entity.firstSeen = state.firstSeen();
    entity.changedAt = state.changedAt();
    FindingState.LastKnown known = state.lastKnown();
    entity.lastKnownVerdict = known == null ? null : known.verdict();
    entity.lastKnownAt = known == null ? null : known.at();
    entity.hidden = state.hidden();
    return entity;
  }

  FindingState toFindingState() {
    return new FindingState(
        rule,
        StoredResource.read(resourceJson),
        verdict,
        firstSeen,
        changedAt,
        lastKnownVerdict == null || lastKnownAt == null
            ? null
            : new FindingState.LastKnown(lastKnownVerdict, lastKnownAt),
        hidden);
  }
}
