package io.todoku.rule;

import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Lets every rule speak. */
@Component
public class RuleEngine {

  private static final Logger log = LoggerFactory.getLogger(RuleEngine.class);

  private final List<Rule> rules;

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

  /** The catalogue, by area, level, turn and id. */
  public List<RuleInfo> catalogue() {
    return rules.stream().map(Rule::info).toList();
  }

  /** Another one for any other rules: what was found by those is derived anew. */
  public String catalogueVersion() {
    return CatalogueVersion.OF_CLASSES.get();
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
    return rules.stream().flatMap(rule -> judge(rule, snapshot)).toList();
  }

  /**
   * A rule that breaks is a bug, and what it should have said is not known: never a silent pass.
   */
  private static Stream<Finding> judge(Rule rule, Snapshot snapshot) {
    try {
      return rule.judge(snapshot).stream();
    } catch (RuntimeException bug) {
      String id = rule.info().id();
      log.error("Rule {} broke on account {}", id, snapshot.account().id(), bug);
      return Stream.of(
          new Finding(
              id,
              Resource.account(snapshot.account().id(), snapshot.account().name()),
              Verdict.UNKNOWN,
              Text.of("finding.rule-broke", id),
              Reason.of(Reason.Cause.INTERNAL_ERROR, id, bug.toString()),
              List.of(),
              Remedy.NONE));
    }
  }
}
