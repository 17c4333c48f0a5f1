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
 * A runbook in one language, for people and for JSON.
 *
 * @param state {@code done}, {@code not-yet} or {@code unknown}
 * @param seenAt when the world was last looked at
 * @param done steps that are
 * @param current id of the step that it stands at; null once all are done
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
   * @param number among the twelve steps; 0 for what comes before, between and after
   * @param stateText the state in words
   * @param todo what to do
   * @param commands to paste
   * @param back how to go back
   * @param ahead why the world may not show it already; null where it does not
   * @param waitsFor titles of the steps that are to be done before
   * @param barredBy titles of those without which AWS refuses it
   * @param replacedBy title of the step that has undone it on purpose, or made it needless
   * @param word what a person says of it; null where nobody does
   * @param override who lets it go ahead of its order, and why
   * @param withdrawn what people said of it, or let it go ahead for, and took back
   * @param notBefore the earliest time at which it can be done
   * @param doneAt when it was first shown to be
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

    /** What the first check that does not hold says; null where all hold. */
    public @Nullable String firstUnmetCheck() {
      return checks.stream()
          .filter(check -> !check.result().equals("holds"))
          .map(CheckLine::text)
          .findFirst()
          .orElse(null);
    }

    /** What its checks rest on, each answer once. */
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
   * @param reason why it is unknown
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
