package io.todoku.runbook;

import io.todoku.checklist.UnfinishedMoves;
import io.todoku.runbook.Runbooks.StoredProgress;
import io.todoku.runbook.observe.RunbookState;
import io.todoku.runbook.step.RunbookStep;
import io.todoku.runbook.step.RunbookSteps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Tells the checklist which steps of stored runbooks mend its findings. */
@Component
class RunbookMoves implements UnfinishedMoves {

  private final Runbooks runbooks;

  RunbookMoves(Runbooks runbooks) {
    this.runbooks = runbooks;
  }

  @Override
  public List<UnfinishedMove> of(String accountId) {
    return byAccount().getOrDefault(accountId, List.of());
  }

  @Override
  public Map<String, List<UnfinishedMove>> byAccount() {
    Map<String, List<UnfinishedMove>> moves = new HashMap<>();
    runbooks.progress().stream()
        .filter(RunbookMoves::isRunning)
        .forEach(stored ->
            Stream.of(stored.plan().target().account(), stored.plan().old().account())
                .filter(Objects::nonNull)
                .distinct()
                .forEach(account ->
                    moves.computeIfAbsent(account, _ -> new ArrayList<>()).add(toMove(stored))));
    return moves;
  }

  private static UnfinishedMove toMove(StoredProgress stored) {
    return finding ->
        MoveCoverage.of(stored.plan())
            .stepFor(finding, step -> isFinished(step, stored.state()))
            .map(step -> toMoveStep(stored, step));
  }

  private static boolean isRunning(StoredProgress stored) {
    return !RunbookSteps.of(stored.plan()).stream()
        .allMatch(step -> isFinished(step, stored.state()));
  }

  /**
   * By what is stored alone, because a new evaluation would judge a whole snapshot for each page: a
   * step was done and not reverted, or a later one has made it unnecessary.
   */
  private static boolean isFinished(RunbookStep step, RunbookState state) {
    String undoneBy = step.undoneBy();
    return state.completion(step.id()).filter(done -> done.undoneSince() == null).isPresent()
        || (undoneBy != null && state.completion(undoneBy).isPresent());
  }

  private static MoveStep toMoveStep(StoredProgress stored, RunbookStep step) {
    List<String> ids = RunbookSteps.of(stored.plan()).stream().map(RunbookStep::id).toList();
    return new MoveStep(
        stored.id().toString(),
        stored.plan().name(),
        step.id(),
        ids.indexOf(step.id()) + 1,
        ids.size(),
        step.title());
  }
}
