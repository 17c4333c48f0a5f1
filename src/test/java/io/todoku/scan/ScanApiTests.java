package io.todoku.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.todoku.archive.ScanEntity;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.ScanRepository;
import io.todoku.scan.RunView.AccountProgress;
import io.todoku.scan.RunView.CellActivity;
import io.todoku.scan.ScanApi.PartJson;
import io.todoku.scan.ScanApi.RunJson;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.web.server.ResponseStatusException;

/** An account can be removed while somebody asks for its scan. */
class ScanApiTests {

  private static final UUID RUN = UUID.randomUUID();
  private static final String KEPT = "111111111111";
  private static final String REMOVED = "222222222222";

  private final RunViews runs = mock();
  private final ScanRepository repository = mock();
  private final ScanApi api =
      new ScanApi(mock(), runs, repository, mock(), mock(), new StaticMessageSource());

  private static ScanEntity scan(String account, ScanState state) {
    ScanEntity scan = new ScanEntity();
    scan.runId = RUN;
    scan.accountId = account;
    scan.state = state;
    return scan;
  }

  private static RunView viewOf(String... accounts) {
    return new RunView(
        RUN,
        Stream.of(accounts)
            .map(id ->
                new AccountProgress(
                    id,
                    id,
                    ScanState.DONE,
                    Instant.EPOCH,
                    List.of(),
                    CellActivity.NONE,
                    3,
                    null,
                    List.of(),
                    null,
                    null))
            .toList(),
        3);
  }

  @Test
  void thePartOfARemovedAccountIsLeftOut() {
    when(repository.findByRunId(RUN))
        .thenReturn(List.of(scan(KEPT, ScanState.DONE), scan(REMOVED, ScanState.RUNNING)));
    when(runs.of(eq(RUN), any())).thenReturn(Optional.of(viewOf(KEPT)));

    RunJson run = api.getRun(RUN, Locale.ENGLISH);

    assertThat(run.accounts()).extracting(PartJson::account).containsExactly(KEPT);
    assertThat(run.state()).as("nothing of it runs any more").hasToString("DONE");
  }

  @Test
  void aScanOfARemovedAccountAloneIsNotKnown() {
    when(repository.findByRunId(RUN)).thenReturn(List.of(scan(REMOVED, ScanState.RUNNING)));
    when(runs.of(eq(RUN), any())).thenReturn(Optional.empty());

    assertThatThrownBy(() -> api.getRun(RUN, Locale.ENGLISH))
        .isInstanceOfSatisfying(
            ResponseStatusException.class,
            problem -> {
              assertThat(problem.getStatusCode().value()).isEqualTo(404);
              assertThat(problem.getReason()).isEqualTo("scan " + RUN + " is not known");
            });
  }
}
