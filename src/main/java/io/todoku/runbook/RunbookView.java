package io.todoku.runbook;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.todoku.checklist.RemedyPart.FormPart;
import io.todoku.checklist.RemedyView.PlaceholderView;
import io.todoku.checklist.RemedyView.RemedyBlockView;
import io.todoku.rule.Evidence;
import io.todoku.runbook.plan.MigrationStrategy;
import io.todoku.runbook.plan.PlanForm;
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

  /** The step to do next; null once all are done. */
  public @Nullable StepLine currentStep() {
    return steps.stream().filter(step -> step.id().equals(current)).findFirst().orElse(null);
  }

  /**
   * A step.
   *
   * @param position its place among all steps, from 1
   * @param number its number among the twelve steps of AWS's advice; 0 for a step before, between
   *     or after them
   * @param stateText the state in the reader's language
   * @param todo what to do
   * @param blockViews the commands, records and requests to paste
   * @param commands the same as text, in every form
   * @param blocks the same, each as a list of forms, one of which is used
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
   * @param waitsForSteps the steps of {@code waitsFor}
   * @param missingSteps the steps of {@code missingForAws}
   */
  public record StepLine(
      String id,
      int position,
      int number,
      String title,
      StepState state,
      String stateText,
      List<CheckLine> checks,
      String todo,
      @JsonIgnore List<RemedyBlockView> blockViews,
      List<String> commands,
      List<List<FormPart>> blocks,
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
      @JsonProperty("asks") boolean asksForConfirmation,
      List<StepLink> waitsForSteps,
      List<StepLink> missingSteps) {

    /** Whether there is nothing to do for it now. */
    public boolean hasNothingToDo() {
      return switch (state) {
        case DONE, SKIPPED, WAITING, NOT_OBSERVED -> true;
        case READY, IN_PROGRESS, CONTRADICTED, NEEDS_CONFIRMATION, BLOCKED -> false;
      };
    }

    /** What is to be filled in before it is pasted, each once. */
    public List<PlaceholderView> placeholders() {
      return blockViews.stream()
          .flatMap(block -> block.placeholders().stream())
          .distinct()
          .toList();
    }

    /** The first check that does not hold; null if all hold. */
    public @Nullable CheckLine unmetCheck() {
      return checks.stream()
          .filter(check -> !check.result().equals("holds"))
          .findFirst()
          .orElse(null);
    }

    /** The text of the first check that does not hold; null if all hold. */
    public @Nullable String firstUnmetCheck() {
      CheckLine unmet = unmetCheck();
      return unmet == null ? null : unmet.text();
    }

    /** Whether it waits until caches have dropped what they hold for the old TTL. */
    public boolean waitsForOldTtl() {
      return checks.stream().anyMatch(check -> check.oldTtl() && check.notBefore() != null);
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
        case WAITING, NOT_OBSERVED -> "·";
        case SKIPPED -> "–";
      };
    }
  }

  /**
   * Another step.
   *
   * @param position its place among all steps, from 1
   * @param blocked whether its state could not be found out
   */
  public record StepLink(String id, int position, boolean blocked) {}

  /**
   * @param result {@code holds}, {@code not-yet}, {@code partly}, {@code time}, {@code word} or
   *     {@code unknown}
   * @param reason why it is unknown; null if it is known
   * @param waitingFor how many name servers it waits for, as text; null if it waits for none
   * @param planKey the key of the value that the plan lacks for it; null if it lacks none
   * @param oldTtl whether it is about how long caches may hold an older answer
   */
  public record CheckLine(
      String result,
      @JsonProperty("says") String text,
      @Nullable String reason,
      @Nullable Instant notBefore,
      List<Evidence> evidence,
      @Nullable String waitingFor,
      @Nullable String planKey,
      boolean oldTtl) {

    /** The field of the form for a plan in which the missing value is entered; null if none is. */
    public @Nullable String planField() {
      return planKey == null ? null : PlanForm.fieldOf(planKey);
    }

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
