package io.todoku.runbook;

import io.todoku.checklist.UnfinishedMoves;
import io.todoku.identity.CurrentUser;
import io.todoku.runbook.Runbooks.StoredProgress;
import io.todoku.runbook.observe.AnswerPeriod;
import io.todoku.runbook.observe.RunbookState;
import io.todoku.runbook.observe.RunbookState.StepCompletion;
import io.todoku.runbook.plan.Plan;
import io.todoku.runbook.step.RunbookStep;
import io.todoku.runbook.step.RunbookSteps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Tells the checklist which steps of stored runbooks mend its findings. */
@Component
class RunbookMoves implements UnfinishedMoves {

  /** Longer than one observation takes, whose answers have their own times. */
  private static final Duration OBSERVATION = Duration.ofMinutes(10);

  /** The steps that only a move does: with an MX record, mail comes to the new server. */
  private static final Set<String> KINDS_OF_MOVES = Set.of("mx-add", "mx-swap");

  private final Runbooks runbooks;
  private final RunbookClients owners;
  private final CurrentUser currentUser;

  RunbookMoves(Runbooks runbooks, RunbookClients owners, CurrentUser currentUser) {
    this.runbooks = runbooks;
    this.owners = owners;
    this.currentUser = currentUser;
  }

  @Override
  public List<UnfinishedMove> of(String accountId) {
    return byAccount().getOrDefault(accountId, List.of());
  }

  @Override
  public Map<String, List<UnfinishedMove>> byAccount() {
    Map<String, List<UnfinishedMove>> moves = new HashMap<>();
    runbooks.progress().stream()
        .filter(RunbookMoves::isUnfinished)
        .filter(stored -> isVisible(stored.plan()))
        .forEach(stored ->
            Stream.of(stored.plan().target().account(), stored.plan().old().account())
                .filter(Objects::nonNull)
                .distinct()
                .forEach(account ->
                    moves.computeIfAbsent(account, _ -> new ArrayList<>()).add(toMove(stored))));
    return moves;
  }

  /**
   * A move between accounts of two clients is told only to readers who may see both; what is made
   * in the background may be read by people of either.
   */
  private boolean isVisible(Plan plan) {
    Set<String> clients = owners.clientsOf(plan);
    return clients.size() == 1
        || currentUser.find().filter(user -> user.clients().includesAll(clients)).isPresent();
  }

  private static UnfinishedMove toMove(StoredProgress stored) {
    MoveCoverage coverage = MoveCoverage.of(stored.plan());
    boolean begun = hasBegun(stored);
    return finding ->
        coverage
            .stepFor(finding, step -> isFinished(step, stored.state()))
            .map(step -> toMoveStep(stored, step, begun));
  }

  /**
   * Whether something was done for the move: a person has confirmed or released a step, mail comes
   * to the new server, or a step was done since the first observation. What the first observation
   * showed as done, as a sending limit that was removed long ago, was not done for the move.
   */
  private static boolean hasBegun(StoredProgress stored) {
    RunbookState state = stored.state();
    Instant doneSince = firstObservedAt(state).plus(OBSERVATION);
    return Stream.of(state.confirmations(), state.overrides())
            .flatMap(List::stream)
            .anyMatch(decision -> decision.withdrawn() == null)
        || RunbookSteps.of(stored.plan()).stream()
            .anyMatch(step ->
                state
                    .completion(step.id())
                    .filter(done -> done.undoneSince() == null)
                    .filter(done ->
                        KINDS_OF_MOVES.contains(step.kind()) || done.at().isAfter(doneSince))
                    .isPresent());
  }

  /** The time of the first answer or completed step. */
  private static Instant firstObservedAt(RunbookState state) {
    return Stream.concat(
            state.answerPeriods().values().stream()
                .flatMap(servers -> servers.values().stream())
                .flatMap(List::stream)
                .map(AnswerPeriod::from),
            state.completions().values().stream().map(StepCompletion::at))
        .min(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private static boolean isUnfinished(StoredProgress stored) {
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

  private static MoveStep toMoveStep(StoredProgress stored, RunbookStep step, boolean begun) {
    List<String> ids = RunbookSteps.of(stored.plan()).stream().map(RunbookStep::id).toList();
    return new MoveStep(
        stored.id().toString(),
        stored.plan().name(),
        step.id(),
        ids.indexOf(step.id()) + 1,
        ids.size(),
        step.title(),
        begun);
  }
}
