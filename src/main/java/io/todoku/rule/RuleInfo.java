package io.todoku.rule;

import java.util.Locale;

/**
 * The identity of a rule and how its findings count.
 *
 * @param id public, kebab-case, never changed
 * @param level whether it decides readiness
 * @param area the part of the checklist that it stands in
 * @param acceptsAttestation whether a person may attest what the rule cannot find out
 * @param order position among things to do, the smaller the earlier: first what harms most and what
 *     others wait for
 * @param revision raised with each change that can give other verdicts or other evidence for the
 *     same snapshot; the history of accounts is derived anew then
 * @param rfc the number of the standard that it rests on; 0 where there is none
 */
public record RuleInfo(
    String id,
    Level level,
    Area area,
    boolean acceptsAttestation,
    int order,
    int revision,
    int rfc) {

  private static final int DEFAULT_ORDER = 50;
  private static final int FIRST_REVISION = 1;

  public RuleInfo(String id, Level level, Area area) {
    this(id, level, area, false, DEFAULT_ORDER, FIRST_REVISION, 0);
  }

  /** The same rule, which accepts an attestation for what it cannot find out. */
  public RuleInfo acceptingAttestation() {
    return new RuleInfo(id, level, area, true, order, revision, rfc);
  }

  /** The same rule with another position among things to do. */
  public RuleInfo order(int newOrder) {
    return new RuleInfo(id, level, area, acceptsAttestation, newOrder, revision, rfc);
  }

  /** The same rule with another revision. */
  public RuleInfo revision(int newRevision) {
    return new RuleInfo(id, level, area, acceptsAttestation, order, newRevision, rfc);
  }

  /** The same rule with the number of the standard that it rests on. */
  public RuleInfo rfc(int number) {
    return new RuleInfo(id, level, area, acceptsAttestation, order, revision, number);
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
