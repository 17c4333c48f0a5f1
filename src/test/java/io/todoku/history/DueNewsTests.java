package io.todoku.history;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.todoku.history.PendingNews.PendingAccount;
import io.todoku.history.SharedCause.SharedCauseKind;
import io.todoku.history.SharedCauseStore.StoredCause;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The job that tells news that have waited, and looks whether outages have ended. */
class DueNewsTests {

  private static final SharedCause RESOLVERS = SharedCause.of(SharedCauseKind.RESOLVERS);
  private static final SharedCause LOGIN = SharedCause.of(SharedCauseKind.LOGIN);

  private final DelayedNews accountNews = mock();
  private final SharedCauseNews sharedCauses = mock();
  private final SharedCauseProbe probe = mock();
  private final Clock clock = mock();
  private Instant now = SnapshotBuilder.NOW;
  private final DueNews due =
      new DueNews(accountNews, sharedCauses, probe, new NewsSettings(Duration.ofMinutes(2)), clock);

  @BeforeEach
  void time() {
    when(clock.instant()).thenAnswer(_ -> now);
    when(sharedCauses.accountsOf(any())).thenReturn(List.of("111111111111"));
  }

  private static StoredCause stored(SharedCause cause, boolean notified) {
    return new StoredCause(cause, SnapshotBuilder.NOW, notified, 1);
  }

  @Test
  void aCauseThatIsStillThereIsTold() {
    when(sharedCauses.due()).thenReturn(List.of(stored(RESOLVERS, false)));

    due.tell();

    verify(sharedCauses).tellUnlessOver("resolvers");
  }

  @Test
  void aCauseThatIsGoneWaits() {
    when(sharedCauses.due()).thenReturn(List.of(stored(RESOLVERS, false)));
    when(probe.isGone(RESOLVERS, "111111111111")).thenReturn(true);

    due.tell();

    verify(sharedCauses).postpone("resolvers");
    verify(sharedCauses, never()).tellUnlessOver(any());
  }

  @Test
  void anOpenCauseThatIsGoneEnds() {
    when(sharedCauses.open()).thenReturn(List.of(stored(RESOLVERS, true), stored(LOGIN, true)));
    when(probe.isGone(LOGIN, "111111111111")).thenReturn(true);

    due.tell();

    verify(sharedCauses).endAsGone("login");
    verify(sharedCauses, never()).endAsGone("resolvers");
  }

  /** The job runs every few seconds, and each probe asks somebody. */
  @Test
  void anOpenCauseIsProbedEveryTwoMinutes() {
    when(sharedCauses.open()).thenReturn(List.of(stored(RESOLVERS, true)));

    due.tell();
    now = now.plusSeconds(119);
    due.tell();
    verify(probe, times(1)).isGone(RESOLVERS, "111111111111");
    now = now.plusSeconds(1);
    due.tell();

    verify(probe, times(2)).isGone(RESOLVERS, "111111111111");
  }

  @Test
  void aFailureOfOneDoesNotStopTheOthers() {
    PendingAccount first = new PendingAccount("111111111111", now, null);
    PendingAccount second = new PendingAccount("222222222222", now, null);
    when(accountNews.due()).thenReturn(List.of(first, second));
    when(sharedCauses.due()).thenReturn(List.of(stored(RESOLVERS, false), stored(LOGIN, false)));
    doThrow(new IllegalStateException("bug")).when(accountNews).advance("111111111111");
    doThrow(new IllegalStateException("bug")).when(sharedCauses).tellUnlessOver("resolvers");

    due.tell();

    verify(accountNews).advance("222222222222");
    verify(sharedCauses).tellUnlessOver("login");
  }
}
