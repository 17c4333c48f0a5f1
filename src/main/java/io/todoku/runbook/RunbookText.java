package io.todoku.runbook;

import io.todoku.checklist.RemedyView.BlockFormView;
import io.todoku.checklist.RemedyView.RemedyBlockView;
import io.todoku.checklist.Wording;
import io.todoku.runbook.RunbookView.StepLine;
import io.todoku.runbook.step.StepState;
import java.util.ArrayList;
import java.util.List;

/** Renders a runbook as plain text: one line for a step that is done, and open steps in full. */
public final class RunbookText {

  private RunbookText() {}

  /**
   * The lines of the text. They may contain control characters from DNS or SMTP, so the caller must
   * make them safe for a terminal.
   */
  public static List<String> lines(RunbookView view, Wording wording) {
    List<String> lines = new ArrayList<>();
    line(
        lines,
        "%s  %s  %s  %d/%d"
            .formatted(
                view.name(),
                view.domain(),
                wording.of("runbook.way." + view.strategy().id()),
                view.done(),
                view.steps().size()));
    view.steps().forEach(step -> step(step, step.id().equals(view.current()), wording, lines));
    return List.copyOf(lines);
  }

  private static void step(StepLine step, boolean current, Wording wording, List<String> lines) {
    line(
        lines,
        "%s %2s  %s  [%s]  %s"
            .formatted(
                step.sign(),
                String.valueOf(step.position()),
                step.title(),
                step.id(),
                step.stateText()));
    if (step.state() == StepState.DONE || step.state() == StepState.SKIPPED) {
      return;
    }
    if (step.aheadOfTurn() != null) {
      line(lines, "      " + step.aheadOfTurn());
    }
    if (!step.missingForAws().isEmpty()) {
      line(
          lines, "      " + wording.of("runbook.barred", String.join(" / ", step.missingForAws())));
    }
    if (step.state() == StepState.WAITING) {
      if (!step.waitsFor().equals(step.missingForAws())) {
        line(lines, "      " + wording.of("runbook.waits", String.join(" / ", step.waitsFor())));
      }
      return;
    }
    step.checks().stream()
        .filter(check -> !check.result().equals("holds"))
        .forEach(check -> {
          String lack = check.planKey() == null ? "" : " (%s)".formatted(check.planKey());
          line(lines, "      " + check.sign() + " " + check.text() + lack);
          if (check.reason() != null) {
            line(lines, "        " + check.reason());
          }
        });
    if (step.notBefore() != null) {
      line(lines, "      " + wording.of("runbook.not-before", step.notBefore().toString()));
    }
    if (current || step.state() == StepState.READY || step.state() == StepState.CONTRADICTED) {
      line(lines, "      - " + step.todo());
      step.blockViews().forEach(block -> block(lines, block));
    }
  }

  private static void block(List<String> lines, RemedyBlockView block) {
    for (BlockFormView form : block.forms()) {
      if (block.forms().size() > 1) {
        line(lines, "        [" + form.label() + "]");
      }
      form.text().lines().forEach(text -> line(lines, "        " + text));
    }
  }

  private static void line(List<String> lines, String text) {
    lines.add(text);
  }
}
