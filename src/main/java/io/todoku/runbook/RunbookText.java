package io.todoku.runbook;

import io.todoku.checklist.Wording;
import io.todoku.runbook.RunbookView.StepLine;
import io.todoku.runbook.step.StepState;
import java.util.ArrayList;
import java.util.List;

/** A runbook as plain text: a line for each step that is done, and open steps in full. */
public final class RunbookText {

  private RunbookText() {}

  /** The lines, as they are: text from outside is not yet safe for a terminal. */
  public static List<String> lines(RunbookView view, Wording wording) {
    List<String> out = new ArrayList<>();
    line(
        out,
        "%s  %s  %s  %d/%d"
            .formatted(
                view.name(),
                view.domain(),
                wording.of("runbook.way." + view.strategy().id()),
                view.done(),
                view.steps().size()));
    view.steps().forEach(step -> step(step, step.id().equals(view.current()), wording, out));
    return List.copyOf(out);
  }

  private static void step(StepLine step, boolean current, Wording wording, List<String> out) {
    line(
        out,
        "%s %2s  %s  [%s]  %s"
            .formatted(
                step.sign(),
                step.number() == 0 ? "" : String.valueOf(step.number()),
                step.title(),
                step.id(),
                step.stateText()));
    if (step.state() == StepState.DONE || step.state() == StepState.SKIPPED) {
      return;
    }
    if (step.aheadOfTurn() != null) {
      line(out, "      " + step.aheadOfTurn());
    }
    if (!step.missingForAws().isEmpty()) {
      line(out, "      " + wording.of("runbook.barred", String.join(" / ", step.missingForAws())));
    }
    if (step.state() == StepState.WAITING) {
      if (!step.waitsFor().equals(step.missingForAws())) {
        line(out, "      " + wording.of("runbook.waits", String.join(" / ", step.waitsFor())));
      }
      return;
    }
    step.checks().stream()
        .filter(check -> !check.result().equals("holds"))
        .forEach(check -> {
          line(out, "      " + check.sign() + " " + check.text());
          if (check.reason() != null) {
            line(out, "        " + check.reason());
          }
        });
    if (step.notBefore() != null) {
      line(out, "      " + wording.of("runbook.not-before", step.notBefore().toString()));
    }
    if (current || step.state() == StepState.READY || step.state() == StepState.CONTRADICTED) {
      line(out, "      - " + step.todo());
      step.commands().forEach(c -> c.lines().forEach(l -> line(out, "        " + l)));
    }
  }

  private static void line(List<String> out, String text) {
    out.add(text);
  }
}
