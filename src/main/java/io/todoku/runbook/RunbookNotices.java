package io.todoku.runbook;

import io.todoku.account.Account;
import io.todoku.notify.Kind;
import io.todoku.notify.Line;
import io.todoku.notify.Notice;
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

  private static final Set<StepState> TOLD =
      Set.of(StepState.READY, StepState.NEEDS_WORD, StepState.DONE, StepState.CONTRADICTED);

  /**
   * @param before the steps by the look before; none before the first one, which tells nothing
   */
  List<Notice> of(UUID id, Account account, List<StepView> before, Runbook after) {
    Map<String, StepState> was =
        before.stream().collect(Collectors.toMap(view -> view.step().id(), StepView::state));
    List<Line> lines =
        after.steps().stream()
            .filter(view -> TOLD.contains(view.state()))
            .filter(view -> was.containsKey(view.step().id()))
            .filter(view -> was.get(view.step().id()) != view.state())
            .map(RunbookNotices::line)
            .toList();
    if (lines.isEmpty() || account.sample()) {
      return List.of();
    }
    String name = id + "/" + after.seenAt();
    return List.of(
        new Notice(
            UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
            Kind.RUNBOOK,
            after.seenAt(),
            account.client(),
            account.id(),
            account.name(),
            "/runbooks/" + id,
            lines));
  }

  private static Line line(StepView view) {
    return Line.of(
        "notify.runbook",
        Line.of("runbook.state." + view.state().id()),
        new Line("runbook.step." + view.step().kind() + ".title", view.step().arguments()));
  }
}
