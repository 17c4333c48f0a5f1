package io.todoku.runbook.observe;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.todoku.rule.Evidence;
import io.todoku.runbook.plan.StepDecision;
import io.todoku.runbook.plan.Withdrawal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a plan between looks: facts and people's word; where the steps stand is derived.
 *
 * @param records what authoritative servers held, by record and server, oldest first
 * @param done when each step was first shown to be done, and by what
 * @param words what people said of what cannot be checked
 * @param overrides whom people let go ahead of its order
 */
public record RunbookState(
    @JsonProperty("records") Map<String, Map<String, List<AnswerPeriod>>> answerPeriods,
    @JsonProperty("done") Map<String, StepCompletion> completions,
    @JsonProperty("words") List<StepDecision> confirmations,
    List<StepDecision> overrides) {

  public static final RunbookState EMPTY =
      new RunbookState(Map.of(), Map.of(), List.of(), List.of());

  public RunbookState {
    answerPeriods = Map.copyOf(answerPeriods);
    completions = Map.copyOf(completions);
    confirmations = List.copyOf(confirmations);
    overrides = List.copyOf(overrides);
  }

  /**
   * @param at since when it is shown: the first look, or the first after the world had changed back
   * @param evidence of the last look that showed it
   * @param undone since when the world has changed back, or the word it rested on was taken back;
   *     null where neither has
   */
  public record StepCompletion(
      Instant at, List<Evidence> evidence, @JsonProperty("undone") @Nullable Instant undoneSince) {
    public StepCompletion(Instant at, List<Evidence> evidence) {
      this(at, evidence, null);
    }

    private boolean restsOnConfirmation(String step) {
      return evidence.stream()
          .anyMatch(one -> one.source().equals("person") && one.query().equals(step));
    }

    /** As it was where it had changed back before. */
    public StepCompletion markUndone(Instant time) {
      return undoneSince == null ? new StepCompletion(at, evidence, time) : this;
    }
  }

  public Optional<StepCompletion> completions(String step) {
    return Optional.ofNullable(completions.get(step));
  }

  public Optional<StepDecision> confirmation(String step) {
    return latest(confirmations, step);
  }

  public Optional<StepDecision> override(String step) {
    return latest(overrides, step);
  }

  private static Optional<StepDecision> latest(List<StepDecision> words, String step) {
    return words.stream()
        .filter(word -> word.step().equals(step) && word.withdrawn() == null)
        .reduce((_, later) -> later);
  }

  /** What was said of a step, or let it go ahead, and no longer counts; oldest first. */
  public List<StepDecision> withdrawnDecisions(String step) {
    return Stream.concat(confirmations.stream(), overrides.stream())
        .filter(word -> word.step().equals(step) && word.withdrawn() != null)
        .sorted(Comparator.comparing(StepDecision::at))
        .toList();
  }

  /** What the servers of a record held, by their addresses, oldest first. */
  Map<String, List<AnswerPeriod>> periodsByServer(String name, String type) {
    return answerPeriods.getOrDefault(name + " " + type, Map.of());
  }

  /** What the servers of a record held, each server's phases oldest first. */
  public List<List<AnswerPeriod>> periods(String name, String type) {
    return periodsByServer(name, type).values().stream()
        .filter(phases -> !phases.isEmpty())
        .toList();
  }

  /** Without what was said and shown of other steps than these. */
  public RunbookState retainSteps(Set<String> steps) {
    Map<String, StepCompletion> kept = new HashMap<>(completions);
    kept.keySet().retainAll(steps);
    return new RunbookState(
        answerPeriods, kept, retain(confirmations, steps), retain(overrides, steps));
  }

  private static List<StepDecision> retain(List<StepDecision> words, Set<String> steps) {
    return words.stream().filter(word -> steps.contains(word.step())).toList();
  }

  public RunbookState withConfirmation(StepDecision word) {
    return new RunbookState(answerPeriods, completions, append(confirmations, word), overrides);
  }

  public RunbookState withOverride(StepDecision word) {
    return new RunbookState(answerPeriods, completions, confirmations, append(overrides, word));
  }

  /** What was shown by the words of a step is shown no longer. */
  public RunbookState withdrawConfirmations(String step, Withdrawal how) {
    Map<String, StepCompletion> shown = new HashMap<>(completions);
    shown.computeIfPresent(
        step, (_, its) -> its.restsOnConfirmation(step) ? its.markUndone(how.at()) : its);
    return new RunbookState(answerPeriods, shown, withdraw(confirmations, step, how), overrides);
  }

  public RunbookState withdrawOverrides(String step, Withdrawal how) {
    return new RunbookState(
        answerPeriods, completions, confirmations, withdraw(overrides, step, how));
  }

  private static List<StepDecision> withdraw(
      List<StepDecision> words, String step, Withdrawal how) {
    return words.stream()
        .map(word -> word.step().equals(step) ? word.withdrawn(how) : word)
        .toList();
  }

  public RunbookState withAnswerPeriods(Map<String, Map<String, List<AnswerPeriod>>> fresh) {
    return new RunbookState(fresh, completions, confirmations, overrides);
  }

  /**
   * @param proven null: as it was
   */
  public RunbookState withCompletion(String step, @Nullable StepCompletion proven) {
    if (proven == null) {
      return this;
    }
    Map<String, StepCompletion> more = new HashMap<>(completions);
    more.put(step, proven);
    return new RunbookState(answerPeriods, more, confirmations, overrides);
  }

  private static List<StepDecision> append(List<StepDecision> words, StepDecision word) {
    return Stream.concat(words.stream(), Stream.of(word)).toList();
  }
}
