package io.todoku.checklist;

import io.todoku.checklist.Checklist.Item;
import io.todoku.rule.CauseScope;
import io.todoku.rule.RuleInfo;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cause in one language.
 *
 * @param id as in {@link Cause}
 * @param sentence what could not be found out, and why
 * @param subjects what it is about, where the sentence does not name it; at most {@value #SHOWN}
 * @param moreSubjects how many follow
 * @param regions in which Regions, where it does not concern all that it is about; may be blank
 * @param closedRegions those that may be left out; none where it is not about closed Regions
 * @param details what came back, each once
 * @param remedy what helps
 * @param hides how many findings it hides
 * @param required whether one of them decides readiness
 * @param answered whether a person's attestation answers all of them
 * @param rules the titles of the rules whose findings it hides, each with their number
 * @param areas of these rules
 * @param addresses about which a person can say that they send or receive, or do neither; empty
 *     where that settles nothing
 * @param answerAt where a person answers it: {@code addresses} or {@code settings}; null where it
 *     is no question
 */
public record CauseView(
    String id,
    ReasonKind kind,
    CauseScope scope,
    String sentence,
    List<String> subjects,
    int moreSubjects,
    String regions,
    List<String> closedRegions,
    List<String> details,
    RemedyView remedy,
    int hides,
    boolean required,
    boolean answered,
    List<HiddenRule> rules,
    Set<String> areas,
    List<String> addresses,
    @Nullable String answerAt) {

  private static final int SHOWN = 20;
  private static final int DETAILS = 3;
  private static final int MAX_ADDRESSES = 200;

  /** Subjects are names, ids, and addresses as AWS writes them. */
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9a-f]*:[0-9a-f:]+");

  /** A rule and how many of its findings a cause hides. */
  public record HiddenRule(String rule, String title, int findings) {}

  /** Whether the account could not be entered, so that its access is to be mended first. */
  public boolean login() {
    return scope == CauseScope.LOGIN || kind.isAboutCredentials();
  }

  /** Whether it needs attention: it hides what decides readiness, or what no finding shows. */
  public boolean needsAttention() {
    return required || hides == 0;
  }

  /** Whether it contains this text, in any letter case: its sentence, subjects or rules. */
  boolean contains(String text) {
    return Stream.concat(
            Stream.of(sentence),
            Stream.concat(subjects.stream(), rules.stream().map(HiddenRule::title)))
        .anyMatch(part -> part.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
  }

  /** All causes of a checklist, those that hide most first. */
  public static List<CauseView> of(Checklist list, Wording wording) {
    Wording own = wording.about(list);
    return list.causes().stream().map(cause -> of(cause, list.account().id(), own)).toList();
  }

  /** What could not be found out, and why. */
  static String sentence(Cause cause, Wording wording) {
    return new CauseTexts(cause, wording).sentence();
  }

  /**
   * @param account id, twelve digits
   */
  public static CauseView of(Cause cause, String account, Wording wording) {
    boolean named = cause.subjects().size() == 1;
    return new CauseView(
        cause.id(),
        cause.kind(),
        cause.scope(),
        sentence(cause, wording),
        named ? List.of() : cause.subjects().stream().limit(SHOWN).toList(),
        Math.max(0, cause.subjects().size() - SHOWN),
        cause.scope() == CauseScope.CALLS && !cause.regions().isEmpty()
            ? wording.of("cause.regions", cause.regions().size(), cause.regions().getFirst())
            : "",
        cause.kind() == ReasonKind.DENIED_BY_SERVICE_CONTROL_POLICY
                && cause.scope() == CauseScope.REGIONS
            ? cause.subjects()
            : List.of(),
        cause.reasons().stream()
            .map(Reason::detail)
            .filter(detail -> !detail.isEmpty() && !cause.subjects().contains(detail))
            .map(wording::localizeDetail)
            .distinct()
            .limit(DETAILS)
            .toList(),
        RemedyView.of(CauseAdvice.remedyOf(cause, account, wording), wording),
        cause.items().size(),
        cause.hidesRequired(),
        cause.isAnsweredByAttestation(),
        rules(cause, wording),
        cause.items().stream()
            .map(item -> item.rule().area().id())
            .collect(Collectors.toUnmodifiableSet()),
        addresses(cause),
        ChecklistView.answerAt(cause.reasons().getFirst()));
  }

  /** A server that does not answer may be none, and a question about an address is answered so. */
  private static List<String> addresses(Cause cause) {
    boolean settled =
        cause.scope() == CauseScope.MAIL_SERVERS
            || "addresses".equals(ChecklistView.answerAt(cause.reasons().getFirst()));
    return settled
        ? cause.subjects().stream().filter(ADDRESS.asMatchPredicate()).limit(MAX_ADDRESSES).toList()
        : List.of();
  }

  private static List<HiddenRule> rules(Cause cause, Wording wording) {
    Map<RuleInfo, Integer> counts = new LinkedHashMap<>();
    cause.items().stream()
        .map(Item::rule)
        .sorted(Comparator.comparing(RuleInfo::order))
        .forEach(rule -> counts.merge(rule, 1, Integer::sum));
    return counts.entrySet().stream()
        .map(entry ->
            new HiddenRule(
                entry.getKey().id(), wording.ruleTitle(entry.getKey().id()), entry.getValue()))
        .toList();
  }
}
