package io.todoku.rule;

import java.util.Locale;

/**
 * What a rule is called and how it counts.
 *
 * @param id public, kebab-case, never changed
 * @param asksPeople what it cannot see, a person can tell: an attestation answers it
 */
public record RuleInfo(String id, Level level, Area area, boolean asksPeople) {

  public RuleInfo(String id, Level level, Area area) {
    this(id, level, area, false);
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
