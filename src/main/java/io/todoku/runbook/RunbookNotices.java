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

/** Puts what has moved by a look into a notice: what can go on, what is done, what went back. */
@Component
class RunbookNotices {

  private static final Set<StepState> NOTIFIED_STATES =
      Set.of(StepState.READY, StepState.NEEDS_CONFIRMATION, StepState.DONE, StepState.CONTRADICTED);

  /**
   * @param before the steps by the look before; none before the first one, which tells nothing
   */
  List<Notice> of(UUID id, Account account, List<EvaluatedStep> before, Runbook after) {
    Map<String, StepState> was =
        before.stream().collect(Collectors.toMap(view -> view.step().id(), EvaluatedStep::state));
    List<NoticeLine> lines =
        after.steps().stream()
            .filter(view -> NOTIFIED_STATES.contains(view.state()))
            .filter(view -> was.containsKey(view.step().id()))
            .filter(view -> was.get(view.step().id()) != view.state())
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

  private static NoticeLine line(EvaluatedStep view) {
    return NoticeLine.of(
        "notify.runbook",
        NoticeLine.of("runbook.state." + view.state().id()),
        new NoticeLine("runbook.step." + view.step().kind() + ".title", view.step().arguments()));
  }
}
