package io.todoku.cli;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklist.Item;
import io.todoku.rule.Verdict;
import java.util.List;
import java.util.function.Predicate;

/** Derives the exit code from what was judged. */
final class ExitCodes {

  private ExitCodes() {}

  /**
   * @param everyLevel whether recommended rules count too, because rules were named
   * @param onlyNew whether only what is worse than in the baseline counts
   */
  static int of(List<JudgedAccount> accounts, boolean everyLevel, boolean onlyNew) {
    List<Integer> codes =
        accounts.stream().map(account -> of(account, everyLevel, onlyNew)).toList();
    if (codes.contains(TodokuCommandLine.NOT_READY)) {
      return TodokuCommandLine.NOT_READY;
    }
    return codes.contains(TodokuCommandLine.UNDETERMINED)
        ? TodokuCommandLine.UNDETERMINED
        : TodokuCommandLine.READY;
  }

  /** The exit code as if there were no other account. */
  static int of(JudgedAccount account, boolean everyLevel, boolean onlyNew) {
    if (onlyNew) {
      return ofNew(account, everyLevel);
    }
    return everyLevel ? ofNamedRules(account.list()) : ofReadiness(account.list());
  }

  private static int ofReadiness(Checklist list) {
    return switch (list.readiness()) {
      case READY -> TodokuCommandLine.READY;
      case NOT_READY -> TodokuCommandLine.NOT_READY;
      case UNDETERMINED -> TodokuCommandLine.UNDETERMINED;
    };
  }

  private static int ofNamedRules(Checklist list) {
    return of(list, list.items(), true, false);
  }

  private static int ofNew(JudgedAccount account, boolean everyLevel) {
    BaselineComparison comparison = account.comparison();
    if (comparison == null) {
      throw new IllegalStateException("nothing was compared");
    }
    boolean hidden =
        comparison.hidden().stream().anyMatch(item -> JudgedAccount.decides(item, everyLevel));
    boolean leftOut = !everyLevel && !account.requiredLeftOut().isEmpty();
    return of(account.list(), comparison.worse(), everyLevel, hidden || leftOut);
  }

  /**
   * @param notLookedAt whether something that decides was not looked at
   */
  private static int of(Checklist list, List<Item> items, boolean everyLevel, boolean notLookedAt) {
    Predicate<Item> decides = item -> JudgedAccount.decides(item, everyLevel);
    if (items.stream().filter(decides).anyMatch(item -> item.verdict() == Verdict.FAIL)) {
      return TodokuCommandLine.NOT_READY;
    }
    boolean unknown =
        items.stream().filter(decides).anyMatch(item -> item.verdict() == Verdict.UNKNOWN);
    return unknown || notLookedAt || JudgedAccount.isUnreadable(list)
        ? TodokuCommandLine.UNDETERMINED
        : TodokuCommandLine.READY;
  }
}
