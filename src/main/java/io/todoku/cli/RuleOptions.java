package io.todoku.cli;

import io.todoku.checklist.Checklist;
import io.todoku.rule.RuleInfo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Options that limit a checklist to some rules. */
class RuleOptions {

  @Option(
      names = "--rule",
      paramLabel = "ID",
      description = "only this rule; repeatable. The exit code is about the chosen rules")
  List<String> only = new ArrayList<>();

  @Option(
      names = "--skip",
      paramLabel = "ID",
      description = {
        "all rules but this; repeatable. Without a required rule no account is ready",
        "(for exceptions with author and expiry, see --decisions)"
      })
  List<String> skipped = new ArrayList<>();

  boolean isLimited() {
    return !only.isEmpty() || !skipped.isEmpty();
  }

  /** Whether rules were named, so that the exit code is about them and not about readiness. */
  boolean namesRules() {
    return !only.isEmpty();
  }

  /**
   * @throws UsageException if an option names no rule, or no rule is left
   */
  void validate(List<RuleInfo> catalogue) {
    List<String> ids = catalogue.stream().map(RuleInfo::id).toList();
    Stream.concat(only.stream(), skipped.stream())
        .filter(id -> !ids.contains(id))
        .findFirst()
        .ifPresent(id -> {
          throw unknown(id, ids);
        });
    if (chosen(catalogue).isEmpty()) {
      throw new UsageException("no rule is left: --skip names every rule that --rule names");
    }
  }

  private static UsageException unknown(String id, List<String> ids) {
    List<String> similar = SimilarNames.of(id, ids);
    return new UsageException(
        "there is no rule \"%s\"%s; the rules are: %s"
            .formatted(
                id,
                similar.isEmpty() ? "" : " (did you mean " + String.join(" or ", similar) + "?)",
                String.join(", ", ids.stream().sorted().toList())));
  }

  /** The checklist with the chosen rules alone; see {@link Checklist#limitedTo}. */
  Checklist limit(Checklist list, List<RuleInfo> catalogue) {
    return isLimited() ? list.limitedTo(chosen(catalogue), catalogue) : list;
  }

  /** The ids of required rules that are not to judge. */
  List<String> requiredLeftOut(List<RuleInfo> catalogue) {
    Set<String> chosen = chosen(catalogue);
    return catalogue.stream()
        .filter(rule -> rule.level() == RuleInfo.Level.REQUIRED)
        .map(RuleInfo::id)
        .filter(id -> !chosen.contains(id))
        .toList();
  }

  private Set<String> chosen(List<RuleInfo> catalogue) {
    Set<String> chosen = new LinkedHashSet<>();
    catalogue.stream()
        .map(RuleInfo::id)
        .filter(id -> only.isEmpty() || only.contains(id))
        .filter(id -> !skipped.contains(id))
        .forEach(chosen::add);
    return chosen;
  }
}
