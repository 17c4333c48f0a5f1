package io.todoku.checklist;

import io.todoku.checklist.Checklist.Item;
import io.todoku.rule.CauseScope;
import io.todoku.rule.RuleInfo;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.List;

/**
 * Why something could not be found out, once for everything that it hides.
 *
 * @param id the same in every scan that has it: the kind, and what tells it from others of the kind
 * @param kind of obstacle
 * @param scope what was asked
 * @param subjects what it is about, sorted: actions, addresses, names or Regions; empty where it is
 *     about the account
 * @param regions that it concerns, sorted; empty where it is about none
 * @param reasons in which it was met, each once, at most {@value #MAX_REASONS}
 * @param items that it hides; none where no rule needs what could not be collected
 */
public record Cause(
    String id,
    ReasonKind kind,
    CauseScope scope,
    List<String> subjects,
    List<String> regions,
    List<Reason> reasons,
    List<Item> items) {

  static final int MAX_REASONS = 10;

  /** The same with its first item alone, for a page that shows one sentence of it. */
  Cause abridged() {
    return withItems(items.stream().limit(1).toList());
  }

  /** The same with these items. */
  Cause withItems(List<Item> others) {
    return new Cause(id, kind, scope, subjects, regions, reasons, others);
  }

  /** Whether it hides a finding that decides readiness. */
  public boolean hidesRequired() {
    return items.stream().anyMatch(item -> item.rule().level() == RuleInfo.Level.REQUIRED);
  }

  /** Whether it hides this finding. */
  boolean hides(Item item) {
    return items.stream()
        .anyMatch(hidden ->
            hidden.finding().rule().equals(item.finding().rule())
                && hidden.finding().resource().equals(item.finding().resource()));
  }

  /** Whether a person's attestation answers everything that it hides. */
  public boolean isAnsweredByAttestation() {
    return !items.isEmpty() && items.stream().allMatch(Item::acceptsAttestation);
  }
}
