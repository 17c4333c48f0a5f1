package io.todoku.history;

import io.todoku.rule.Resource;
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
import tools.jackson.databind.json.JsonMapper;

/** A {@link FindingState} as stored. */
@Entity
@Table(name = "finding_state")
@IdClass(FindingStateEntity.FindingStateKey.class)
class FindingStateEntity {

  private static final JsonMapper MAPPER = new JsonMapper();

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
    entity.resourceJson = MAPPER.writeValueAsString(StoredResource.of(state.resource()));
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
        MAPPER.readValue(resourceJson, StoredResource.class).toResource(),
        verdict,
        firstSeen,
        changedAt,
        lastKnownVerdict == null || lastKnownAt == null
            ? null
            : new FindingState.LastKnown(lastKnownVerdict, lastKnownAt),
        hidden);
  }

  /** The stored JSON of a resource. */
  private record StoredResource(
      Resource.Type type,
      String id,
      @Nullable String region,
      @Nullable String address,
      @Nullable String name) {

    /**
     * Characters of the id that are stored, so that the JSON fits its column; the resource's key is
     * cut alike.
     */
    private static final int MAX_ID = 300;

    private static final int MAX_NAME = 1000;

    static StoredResource of(Resource r) {
      String name = r.name();
      return new StoredResource(
          r.type(),
          truncate(r.id(), MAX_ID),
          r.region(),
          r.address(),
          name == null ? null : truncate(name, MAX_NAME));
    }

    private static String truncate(String text, int length) {
      return text.substring(0, Math.min(text.length(), length));
    }

    Resource toResource() {
      return new Resource(type, id, region, address, name);
    }
  }
}
