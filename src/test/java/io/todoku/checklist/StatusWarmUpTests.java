package io.todoku.checklist;

import static io.todoku.history.ChecklistTestInputs.account;
import static io.todoku.history.ChecklistTestInputs.inputsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.archive.SnapshotStore;
import io.todoku.history.ChecklistInputsReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.slf4j.LoggerFactory;
import org.springframework.dao.QueryTimeoutException;

/** Statuses are made before somebody asks for them. */
class StatusWarmUpTests {

  private final Accounts accounts = mock();
  private final Checklists checklists = mock();
  private final StatusWarmUp warmUp = new StatusWarmUp(accounts, checklists);

  @Test
  void eachAccountIsReadTheLastOneFirst() {
    Account first = account("111111111111");
    Account last = account("222222222222");
    when(accounts.all()).thenReturn(List.of(first, last));
    ArgumentCaptor<BooleanSupplier> asked = ArgumentCaptor.captor();

    warmUp.makeAll();

    verify(checklists).statuses(eq(List.of(last, first)), asked.capture());
    assertThat(asked.getValue().getAsBoolean()).isTrue();
    warmUp.stop();
    assertThat(asked.getValue().getAsBoolean()).as("after the end of the application").isFalse();
  }

  @Test
  void aDatabaseThatDoesNotAnswerEndsNoFurtherRound() {
    when(accounts.all()).thenReturn(List.of(account("111111111111")));
    doThrow(new QueryTimeoutException("slow")).when(checklists).statuses(any(), any());

    assertThatCode(warmUp::makeAll).doesNotThrowAnyException();
  }

  @Test
  void whatCannotBeReadIsLoggedOnceForEachScan() {
    Account account = account("111111111111");
    SnapshotStore snapshots = mock();
    ChecklistInputsReader inputs = mock();
    when(snapshots.newestWithAttestations(any(), any()))
        .thenThrow(new IllegalStateException("the stored data is broken"));
    Checklists real = new Checklists(snapshots, inputs, mock(), mock(), mock());
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    Logger log = (Logger) LoggerFactory.getLogger(Checklists.class);
    log.addAppender(logged);
    try {
      when(inputs.of(List.of(account))).thenReturn(Map.of(account.id(), inputsOf(account)));
      real.statuses(List.of(account));
      assertThat(real.statuses(List.of(account))).containsEntry(account.id(), Optional.empty());
      assertThat(logged.list).hasSize(1);

      when(inputs.of(List.of(account))).thenReturn(Map.of(account.id(), inputsOf(account)));
      real.statuses(List.of(account));
      assertThat(logged.list).as("after another scan").hasSize(2);
    } finally {
      log.detachAppender(logged);
    }
  }
}
