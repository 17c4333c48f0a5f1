package io.todoku.history;

import io.todoku.history.NotifiedFinding.UnknownNotified;
import io.todoku.notify.NoticeKind;
import io.todoku.rule.Resource;
import io.todoku.rule.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What people were not told yet of an account's findings. It is the difference between what they
 * were told and what is known now, so that what changes back before it is told is no news, and what
 * could not be seen for a while is judged against what was known before.
 *
 * @param items what to tell
 * @param notified what people know once the items are told
 */
record News(List<NewsItem> items, Map<FindingKey, NotifiedFinding> notified) {

  /**
   * @param waived whether a waiver of the rule and the resource is in force: people are not told of
   *     a problem while it lasts, and are told of what is left once it ends
   */
  static News of(
      CurrentFindings now,
      Map<FindingKey, NotifiedFinding> notified,
      BiPredicate<String, Resource> waived) {
    Comparison comparison = new Comparison(now, waived);
    notified.values().stream()
        .filter(earlier -> !now.states().containsKey(earlier.key()))
        .forEach(comparison::addGone);
    now.states().forEach((key, state) -> comparison.add(state, notified.get(key)));
    return new News(List.copyOf(comparison.items), comparison.notified);
  }

  /** What people know where nobody is told of a first scan. */
  Map<FindingKey, NotifiedFinding> notifiedSilently() {
    Map<FindingKey, NotifiedFinding> silently = new LinkedHashMap<>();
    notified.forEach((key, finding) -> silently.put(key, finding.silently()));
    return silently;
  }

  private static final class Comparison {

    private final CurrentFindings now;
    private final BiPredicate<String, Resource> waived;
    private final List<NewsItem> items = new ArrayList<>();
    private final Map<FindingKey, NotifiedFinding> notified = new LinkedHashMap<>();

    Comparison(CurrentFindings now, BiPredicate<String, Resource> waived) {
      this.now = now;
      this.waived = waived;
    }

    /** Only what shows that the resource is gone is a fix; nothing is known of the others. */
    void addGone(NotifiedFinding earlier) {
      if (earlier.problem() == null) {
        return;
      }
      boolean isGone = now.isGone(earlier.resource());
      if (waived.test(earlier.rule(), earlier.resource())) {
        if (!isGone) {
          notified.put(earlier.key(), earlier);
        }
        return;
      }
      NoticeKind kind = isGone ? NoticeKind.FIXED : NoticeKind.UNKNOWN;
      if (isGone || earlier.unknown() == UnknownNotified.NO) {
        items.add(new NewsItem(kind, earlier.rule(), earlier.resource(), null, null));
      }
      if (!isGone) {
        notified.put(
            earlier.key(),
            new NotifiedFinding(
                earlier.rule(),
                earlier.resource(),
                earlier.problem(),
                earlier.unknown() == UnknownNotified.NO ? UnknownNotified.YES : earlier.unknown()));
      }
    }

    void add(FindingState state, @Nullable NotifiedFinding earlier) {
      if (waived.test(state.rule(), state.resource())) {
        addWaived(state, earlier);
      } else if (state.verdict() == Verdict.UNKNOWN) {
        addUnknown(state, earlier);
      } else {
        addKnown(state, earlier);
      }
    }

    /** Of a problem that people knew before nothing is told either when it ends meanwhile. */
    private void addWaived(FindingState state, @Nullable NotifiedFinding earlier) {
      if (earlier != null && (isProblem(state.verdict()) || state.verdict() == Verdict.UNKNOWN)) {
        notified.put(earlier.key(), earlier);
      }
    }

    /** Nobody is told of an account that a shared cause hides something of it. */
    private void addUnknown(FindingState state, @Nullable NotifiedFinding earlier) {
      Verdict problem = earlier == null ? null : earlier.problem();
      boolean isTold = earlier != null && earlier.unknown() != UnknownNotified.NO;
      if (!isTold && now.sharedCause(state).isEmpty()) {
        addItem(NoticeKind.UNKNOWN, state);
        put(state, problem, UnknownNotified.YES);
      } else if (earlier != null) {
        notified.put(earlier.key(), earlier);
      }
    }

    private void addKnown(FindingState state, @Nullable NotifiedFinding earlier) {
      Verdict before = earlier == null ? null : earlier.problem();
      Verdict after = isProblem(state.verdict()) ? state.verdict() : null;
      if (after != null && (before == null || (before == Verdict.WARN && after == Verdict.FAIL))) {
        addItem(NoticeKind.FAILING, state);
      } else if (after == null && before != null) {
        addItem(NoticeKind.FIXED, state);
      } else if (earlier != null && earlier.unknown() == UnknownNotified.YES) {
        addItem(NoticeKind.KNOWN, state);
      }
      if (after != null) {
        put(state, after, UnknownNotified.NO);
      }
    }

    private void addItem(NoticeKind kind, FindingState state) {
      items.add(
          new NewsItem(
              kind,
              state.rule(),
              state.resource(),
              now.summary(state.key()),
              now.unknownReason(state)));
    }

    private void put(FindingState state, @Nullable Verdict problem, UnknownNotified unknown) {
      notified.put(
          state.key(), new NotifiedFinding(state.rule(), state.resource(), problem, unknown));
    }

    private static boolean isProblem(Verdict verdict) {
      return verdict == Verdict.FAIL || verdict == Verdict.WARN;
    }
  }
}
