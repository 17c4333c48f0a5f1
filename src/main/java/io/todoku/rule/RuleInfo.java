package io.todoku.rule;

import java.util.Locale;

/**
 * What a rule is called and how it counts.
 *
 * @param id public, kebab-case, never changed
 * @param asksPeople what it cannot see, a person can tell: an attestation answers it
 * @param turn which of several things to do comes first, the smaller the earlier: what harms most,
 *     and what others wait for
 */
public record RuleInfo(String id, Level level, Area area, boolean acceptsAttestation, int order) {

  private static final int DEFAULT_ORDER = 50;

  public RuleInfo(String id, Level level, Area area) {
    this(id, level, area, false, DEFAULT_ORDER);
  }

  /** The same rule, which people can answer where it cannot see. */
  public RuleInfo acceptingAttestation() {
    return new RuleInfo(id, level, area, true, order);
  }

  /** The same rule in its turn. */
  public RuleInfo order(int newTurn) {
    return new RuleInfo(id, level, area, acceptsAttestation, newTurn);
  }

  /** Required rules decide readiness; recommended ones are shown and counted apart. */
  public enum Level {
    REQUIRED,
    RECOMMENDED
  }

  /** The part of the checklist that a rule stands in, in the order shown. */
  public enum Area {
    ADDRESSES,
    LIMITS,
    SERVERS,
    DOMAINS,
    DATABASES;

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
