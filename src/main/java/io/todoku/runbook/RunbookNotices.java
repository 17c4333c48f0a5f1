package io.todoku.runbook;

import io.todoku.account.Account;
import io.todoku.notify.Notice;
import io.todoku.notify.NoticeKind;
import io.todoku.notify.NoticeLine;
import io.todoku.runbook.step.EvaluatedStep;
import io.todoku.runbook.step.StepState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Creates notices about changes since the previous observation: steps that can go on, are done or
 * are contradicted.
 */
@Component
class RunbookNotices {

  private static final Set<StepState> NOTIFIED_STATES =
      Set.of(StepState.READY, StepState.NEEDS_CONFIRMATION, StepState.DONE, StepState.CONTRADICTED);

  /**
   * @param before the steps at the previous observation; empty at the first one, which gives no
   *     notice
   */
  List<Notice> of(UUID id, Account account, List<EvaluatedStep> before, Runbook after) {
    Map<String, StepState> statesBefore =
        before.stream().collect(Collectors.toMap(step -> step.step().id(), EvaluatedStep::state));
    List<NoticeLine> lines =
        after.steps().stream()
            .filter(step -> NOTIFIED_STATES.contains(step.state()))
            .filter(step -> statesBefore.containsKey(step.step().id()))
            .filter(step -> statesBefore.get(step.step().id()) != step.state())
            .map(RunbookNotices::line)
            .toList();
    if (lines.isEmpty() || account.isSample()) {
      return List.of();
    }
    String name = id + "/" + after.observedAt();
    return List.of(
        new Notice(
            UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
            NoticeKind.RUNBOOK,
            after.observedAt(),
            account.client(),
            account.id(),
            account.name(),
            "/runbooks/" + id,
            lines));
  }

  private static NoticeLine line(EvaluatedStep step) {
    return NoticeLine.of(
        "notify.runbook",
        NoticeLine.of("runbook.state." + step.state().id()),
        new NoticeLine("runbook.step." + step.step().kind() + ".title", step.step().arguments()));
  }
}
