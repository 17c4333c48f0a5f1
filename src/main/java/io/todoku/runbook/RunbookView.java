package io.todoku.runbook;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.todoku.rule.Evidence;
import io.todoku.runbook.plan.MigrationStrategy;
import io.todoku.runbook.plan.StepDecision;
import io.todoku.runbook.step.StepState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A runbook in one language, for pages and for JSON.
 *
 * @param state {@code done}, {@code not-yet} or {@code unknown}
 * @param observedAt when the plan was last observed
 * @param done how many steps are done
 * @param current the id of the step to do next; null once all are done
 */
public record RunbookView(
    String name,
    @JsonProperty("way") MigrationStrategy strategy,
    String domain,
    String state,
    @JsonProperty("seenAt") Instant observedAt,
    int done,
    @Nullable String current,
    List<StepLine> steps) {

  /**
   * A step.
   *
   * @param number its number among the twelve steps; 0 for a step before, between or after them
   * @param stateText the state in the reader's language
   * @param todo what to do
   * @param commands the commands, records and requests to paste
   * @param rollback how to go back
   * @param aheadOfTurn a remark that its checks hold before its turn; null if they do not
   * @param waitsFor the titles of the steps that must be done before it
   * @param missingForAws the titles of the steps without which AWS refuses it
   * @param replacedBy the title of the step that has undone it on purpose or made it unnecessary
   * @param confirmation the confirmation in force; null if there is none
   * @param override who released it from its order, and why; null if nobody did
   * @param withdrawn its withdrawn confirmations and overrides
   * @param notBefore the earliest time at which it can be done; null if that does not depend on
   *     time alone
   * @param doneAt when it was first observed to be done
   * @param proof the evidence that it was done
   * @param asksForConfirmation whether a confirmation would count now
   */
  public record StepLine(
      String id,
      int number,
      String title,
      StepState state,
      String stateText,
      List<CheckLine> checks,
      String todo,
      List<String> commands,
      @JsonProperty("back") String rollback,
      @JsonProperty("ahead") @Nullable String aheadOfTurn,
      List<String> waitsFor,
      @JsonProperty("barredBy") List<String> missingForAws,
      @Nullable String replacedBy,
      @JsonProperty("word") @Nullable StepDecision confirmation,
      @Nullable String override,
      List<StepDecision> withdrawn,
      @Nullable Instant notBefore,
      @Nullable Instant doneAt,
      List<Evidence> proof,
      @JsonProperty("asks") boolean asksForConfirmation) {

    /** Whether there is nothing to do for it now. */
    public boolean hasNothingToDo() {
      return state == StepState.DONE || state == StepState.SKIPPED || state == StepState.WAITING;
    }

    /** The text of the first check that does not hold; null if all hold. */
    public @Nullable String firstUnmetCheck() {
      return checks.stream()
          .filter(check -> !check.result().equals("holds"))
          .map(CheckLine::text)
          .findFirst()
          .orElse(null);
    }

    /** The evidence of all its checks without duplicates. */
    public List<Evidence> evidence() {
      return checks.stream().flatMap(check -> check.evidence().stream()).distinct().toList();
    }

    /** A sign for the state, beside its colour. */
    public String sign() {
      return switch (state) {
        case DONE -> "✓";
        case CONTRADICTED -> "✕";
        case BLOCKED, NEEDS_CONFIRMATION -> "?";
        case READY -> "→";
        case IN_PROGRESS -> "…";
        case WAITING -> "·";
        case SKIPPED -> "–";
      };
    }
  }

  /**
   * @param result {@code holds}, {@code not-yet}, {@code partly}, {@code time}, {@code word} or
   *     {@code unknown}
   * @param reason why it is unknown; null if it is known
   */
  public record CheckLine(
      String result,
      @JsonProperty("says") String text,
      @Nullable String reason,
      @Nullable Instant notBefore,
      List<Evidence> evidence) {

    /** A sign for the result. */
    public String sign() {
      return switch (result) {
        case "holds" -> "✓";
        case "not-yet" -> "✕";
        case "unknown", "word" -> "?";
        default -> "…";
      };
    }
  }
}
