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
 * What is stored for a plan between observations: facts and decisions. The states of the steps are
 * derived from it.
 *
 * @param answerPeriods what authoritative servers answered, by record and server, oldest first;
 *     also, by address, the instances that an Elastic IP was associated with
 * @param completions when each step was done, by step id
 * @param confirmations what people confirmed because no observation shows it
 * @param overrides the steps that people released from their order
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
   * When a step was done, and what shows it.
   *
   * @param at the first observation that showed it, or the first one after it had been undone
   * @param evidence the evidence of the last observation that showed it
   * @param undoneSince since when an observation contradicts it, or when the confirmation that it
   *     rests on was withdrawn; null while it stands
   */
  public record StepCompletion(
      Instant at, List<Evidence> evidence, @JsonProperty("undone") @Nullable Instant undoneSince) {
    public StepCompletion(Instant at, List<Evidence> evidence) {
      this(at, evidence, null);
    }

    private boolean restsOnConfirmation(String step) {
      return evidence.stream()
          .anyMatch(line -> line.source().equals("person") && line.query().equals(step));
    }

    /** Marks it as undone; one that is undone already keeps its time. */
    public StepCompletion markUndone(Instant time) {
      return undoneSince == null ? new StepCompletion(at, evidence, time) : this;
    }
  }

  public Optional<StepCompletion> completion(String step) {
    return Optional.ofNullable(completions.get(step));
  }

  /** The latest confirmation of a step that was not withdrawn. */
  public Optional<StepDecision> confirmation(String step) {
    return latest(confirmations, step);
  }

  /** The latest override of a step that was not withdrawn. */
  public Optional<StepDecision> override(String step) {
    return latest(overrides, step);
  }

  private static Optional<StepDecision> latest(List<StepDecision> decisions, String step) {
    return decisions.stream()
        .filter(decision -> decision.step().equals(step) && decision.withdrawn() == null)
        .reduce((_, later) -> later);
  }

  /** The withdrawn confirmations and overrides of a step, oldest first. */
  public List<StepDecision> withdrawnDecisions(String step) {
    return Stream.concat(confirmations.stream(), overrides.stream())
        .filter(decision -> decision.step().equals(step) && decision.withdrawn() != null)
        .sorted(Comparator.comparing(StepDecision::at))
        .toList();
  }

  /** The periods of each server of a record by its address, oldest first. */
  Map<String, List<AnswerPeriod>> periodsByServer(String name, String type) {
    return answerPeriods.getOrDefault(name + " " + type, Map.of());
  }

  /**
   * The periods of each server of a record, oldest first; servers without a period are left out.
   */
  public List<List<AnswerPeriod>> periods(String name, String type) {
    return periodsByServer(name, type).values().stream()
        .filter(periods -> !periods.isEmpty())
        .toList();
  }

  /** Drops the completions and decisions of all other steps. */
  public RunbookState retainSteps(Set<String> steps) {
    Map<String, StepCompletion> kept = new HashMap<>(completions);
    kept.keySet().retainAll(steps);
    return new RunbookState(
        answerPeriods, kept, retain(confirmations, steps), retain(overrides, steps));
  }

  private static List<StepDecision> retain(List<StepDecision> decisions, Set<String> steps) {
    return decisions.stream().filter(decision -> steps.contains(decision.step())).toList();
  }

  public RunbookState withConfirmation(StepDecision decision) {
    return new RunbookState(answerPeriods, completions, append(confirmations, decision), overrides);
  }

  public RunbookState withOverride(StepDecision decision) {
    return new RunbookState(answerPeriods, completions, confirmations, append(overrides, decision));
  }

  /**
   * Withdraws the confirmations of a step, and marks it as undone if its completion rests on one.
   */
  public RunbookState withdrawConfirmations(String step, Withdrawal withdrawal) {
    Map<String, StepCompletion> updated = new HashMap<>(completions);
    updated.computeIfPresent(
        step,
        (_, completion) ->
            completion.restsOnConfirmation(step)
                ? completion.markUndone(withdrawal.at())
                : completion);
    return new RunbookState(
        answerPeriods, updated, withdraw(confirmations, step, withdrawal), overrides);
  }

  public RunbookState withdrawOverrides(String step, Withdrawal withdrawal) {
    return new RunbookState(
        answerPeriods, completions, confirmations, withdraw(overrides, step, withdrawal));
  }

  private static List<StepDecision> withdraw(
      List<StepDecision> decisions, String step, Withdrawal withdrawal) {
    return decisions.stream()
        .map(decision -> decision.step().equals(step) ? decision.withdrawn(withdrawal) : decision)
        .toList();
  }

  public RunbookState withAnswerPeriods(
      Map<String, Map<String, List<AnswerPeriod>>> answerPeriods) {
    return new RunbookState(answerPeriods, completions, confirmations, overrides);
  }

  /**
   * @param completion null to leave the state as it is
   */
  public RunbookState withCompletion(String step, @Nullable StepCompletion completion) {
    if (completion == null) {
      return this;
    }
    Map<String, StepCompletion> updated = new HashMap<>(completions);
    updated.put(step, completion);
    return new RunbookState(answerPeriods, updated, confirmations, overrides);
  }

  private static List<StepDecision> append(List<StepDecision> decisions, StepDecision decision) {
    return Stream.concat(decisions.stream(), Stream.of(decision)).toList();
  }
}
