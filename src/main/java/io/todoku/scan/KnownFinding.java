package io.todoku.scan;

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

/** How a {@link KnownState} is stored. */
@Entity
@Table(name = "known_finding")
@IdClass(KnownFinding.Key.class)
class KnownFinding {

  private static final JsonMapper MAPPER = new JsonMapper();

  @Id String accountId = "";
  @Id String rule = "";
  @Id String resource = "";

  /** The resource as JSON: it may be gone from every later snapshot. */
  String about = "";

  @Enumerated(EnumType.STRING)
  Verdict verdict = Verdict.UNKNOWN;

  Instant firstSeen = Instant.EPOCH;
  Instant changedAt = Instant.EPOCH;

  @Enumerated(EnumType.STRING)
  @Nullable Verdict knownVerdict;

  @Nullable Instant knownAt;
  boolean hidden;

  /** A finding's name within all accounts. */
  record Key(String accountId, String rule, String resource) implements Serializable {}

  static KnownFinding of(String accountId, KnownState state) {
    KnownFinding entity = new KnownFinding();
    entity.accountId = accountId;
    entity.rule = state.rule();
    entity.resource = state.resource().key();
    entity.about = MAPPER.writeValueAsString(About.of(state.resource()));
    entity.verdict = state.verdict();
    entity.firstSeen = state.firstSeen();
    entity.changedAt = state.changedAt();
    KnownState.LastKnown known = state.known();
    entity.knownVerdict = known == null ? null : known.verdict();
    entity.knownAt = known == null ? null : known.at();
    entity.hidden = state.hidden();
    return entity;
  }

  KnownState state() {
    return new KnownState(
        rule,
        MAPPER.readValue(about, About.class).resource(),
        verdict,
        firstSeen,
        changedAt,
        knownVerdict == null || knownAt == null
            ? null
            : new KnownState.LastKnown(knownVerdict, knownAt),
        hidden);
  }

  /** A resource in its stored form. */
  private record About(
      Resource.Type type,
      String id,
      @Nullable String region,
      @Nullable String address,
      @Nullable String name) {

    /** So that the JSON fits; the key of a resource takes no more of its id either. */
    private static final int MAX_ID = 300;

    private static final int MAX_NAME = 1000;

    static About of(Resource r) {
      String name = r.name();
      return new About(
          r.type(),
          cut(r.id(), MAX_ID),
          r.region(),
          r.address(),
          name == null ? null : cut(name, MAX_NAME));
    }

    private static String cut(String text, int most) {
      return text.substring(0, Math.min(text.length(), most));
    }

    Resource resource() {
      return new Resource(type, id, region, address, name);
    }
  }
}
