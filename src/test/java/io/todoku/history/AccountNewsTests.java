package io.todoku.history;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.Waivers;
import io.todoku.archive.SnapshotStore;
import io.todoku.notify.Outbox;
import io.todoku.notify.Tickets;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;

/** A mistake in telling people must not lose what a scan has collected. */
class AccountNewsTests {

  private static final Account ACCOUNT =
      new Account(
          "111111111111",
          "main",
          "Example KK",
          Environment.PRODUCTION,
          new Access.DefaultChain(),
          List.of(),
          List.of());

  private final NotifiedFindings notifiedFindings = mock();
  private final AccountNews news =
      new AccountNews(
          mock(SnapshotStore.class),
          mock(AccountHistory.class),
          mock(AccountJudgementRepository.class),
          notifiedFindings,
          mock(PendingNews.class),
          mock(SharedCauseNews.class),
          mock(Waivers.class),
          mock(Tickets.class),
          mock(Outbox.class),
          new NewsSettings(Duration.ZERO),
          Clock.systemUTC());

  private void takeARun() {
    news.record(
        new UUID(1, 2),
        ACCOUNT,
        SnapshotBuilder.NOW,
        CurrentFindings.of(
            ACCOUNT, SnapshotBuilder.aSnapshot().build(), List.of(), Map.of(), true));
  }

  @Test
  void aBugDoesNotFailTheRun() {
    when(notifiedFindings.of(any())).thenThrow(new IllegalStateException("bug"));

    assertThatCode(this::takeARun).doesNotThrowAnyException();
  }

  @Test
  void anErrorOfTheDatabaseFailsTheRunSoThatItIsTriedAgain() {
    when(notifiedFindings.of(any())).thenThrow(new CannotAcquireLockException("busy"));

    assertThatThrownBy(this::takeARun).isInstanceOf(CannotAcquireLockException.class);
  }
}
