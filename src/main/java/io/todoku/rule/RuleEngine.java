package io.todoku.rule;

import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Judges snapshots by every rule. */
@Component
public class RuleEngine {

  private static final Logger log = LoggerFactory.getLogger(RuleEngine.class);

  private static final int MAX_LOGGED = 1000;

  private final List<Rule> rules;
  private final Set<String> loggedBugs = ConcurrentHashMap.newKeySet();

  public RuleEngine(List<Rule> rules) {
    this.rules =
        rules.stream()
            .sorted(
                Comparator.comparing((Rule r) -> r.info().area())
                    .thenComparing(r -> r.info().level())
                    .thenComparing(r -> r.info().order())
                    .thenComparing(r -> r.info().id()))
            .toList();
  }

  /** The catalogue, sorted by area, level, order and id. */
  public List<RuleInfo> catalogue() {
    return rules.stream().map(Rule::info).toList();
  }

  /** Identifies the rules by what findings depend on; see {@link CatalogueVersion}. */
  public String catalogueVersion() {
    return CatalogueVersion.of(catalogue());
  }

  public boolean hasRule(String id) {
    return catalogue().stream().anyMatch(info -> info.id().equals(id));
  }

  public RuleInfo info(String id) {
    return catalogue().stream()
        .filter(info -> info.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no rule \"" + id + "\""));
  }

  /** All findings, in the order of the catalogue. */
  public List<Finding> judge(Snapshot snapshot) {
    return SenderClassifier.sharing(
        snapshot, () -> rules.stream().flatMap(rule -> judge(rule, snapshot)).toList());
  }

  /**
   * The findings of a running scan. Networks of other accounts are left out, because these may be
   * scanned at the same time.
   *
   * @param unfinished what it has collected so far
   */
  public UnfinishedJudgement judgeUnfinished(Snapshot unfinished) {
    Snapshot alone =
        unfinished.judgedAt(
            unfinished.judgedAt(),
            unfinished.account().withNetworksOfOtherAccounts(List.of()),
            unfinished.attestations());
    return SenderClassifier.sharing(
        alone,
        () ->
            CertainFindings.of(alone)
                .among(rules.stream().flatMap(rule -> judge(rule, alone)).toList()));
  }

  /** The findings of one rule; none where there is no such rule. */
  public List<Finding> judge(Snapshot snapshot, String ruleId) {
    return SenderClassifier.sharing(
        snapshot,
        () ->
            rules.stream()
                .filter(rule -> rule.info().id().equals(ruleId))
                .flatMap(rule -> judge(rule, snapshot))
                .toList());
  }

  /**
   * An exception in a rule is a bug, and its verdict is UNKNOWN: never a missing finding. So is
   * text of strangers that takes all of the stack.
   */
  private Stream<Finding> judge(Rule rule, Snapshot snapshot) {
    try {
      return rule.judge(snapshot).stream()
          .map(finding -> withLinks(rule.info(), EvidenceTimes.of(snapshot, finding)));
    } catch (RuntimeException | StackOverflowError bug) {
      String id = rule.info().id();
      logOnce(id, snapshot.account().id(), bug);
      return Stream.of(
          new Finding(
              id,
              Resource.account(snapshot.account().id(), snapshot.account().name()),
              Verdict.UNKNOWN,
              Text.of("finding.rule-broke", id),
              Reason.of(ReasonKind.INTERNAL_ERROR, id, bug.toString()),
              List.of(),
              Remedy.NONE));
    }
  }

  /** Pages judge the same snapshot again and again, and the same trace each time hides others. */
  private void logOnce(String rule, String account, Throwable bug) {
    if (loggedBugs.size() < MAX_LOGGED && loggedBugs.add(rule + " " + account + " " + bug)) {
      log.error("Rule {} failed on account {}", rule, account, bug);
    }
  }

  /** Adds where a remedy is applied and which standard it serves. */
  private static Finding withLinks(RuleInfo rule, Finding finding) {
    Remedy remedy = finding.remedy();
    if (remedy.equals(Remedy.NONE)) {
      return finding;
    }
    return finding.withRemedy(
        remedy
            .linking(AwsConsole.page(finding.resource()).stream().toList())
            .linking(rule.rfc() == 0 ? List.of() : List.of(RemedyLink.rfc(rule.rfc()))));
  }
}
