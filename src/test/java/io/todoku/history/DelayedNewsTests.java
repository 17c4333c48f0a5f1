package io.todoku.history;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.archive.ScanEntity;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.ScanRepository;
import io.todoku.history.PendingNews.PendingAccount;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/** News are observed again before people are told, but never kept back for long. */
class DelayedNewsTests {

  private static final String ID = "111111111111";
  private static final Instant NOW = SnapshotBuilder.NOW;
  private static final UUID RECHECK = new UUID(3, 4);
  private static final List<FindingKey> FINDINGS =
      List.of(new FindingKey("ptr-exists", "address/eu-west-1/192.0.2.7"));

  private final Accounts accounts = mock();
  private final ScanRepository scans = mock();
  private final PendingNews pendingNews = mock();
  private final AccountNews news = mock();
  private final SecondLook secondLook = mock();
  private final DelayedNews delayed =
      new DelayedNews(
          accounts,
          scans,
          pendingNews,
          news,
          secondLook,
          new NewsSettings(Duration.ofMinutes(2)),
          Clock.fixed(NOW, ZoneOffset.UTC));
  private final Account account = account(new Access.DefaultChain());

  private static Account account(Access access) {
    return new Account(
        ID, "main", "Example KK", Environment.PRODUCTION, access, List.of(), List.of());
  }

  @BeforeEach
  void anAccountWithNews() {
    when(accounts.lock(ID)).thenReturn(Optional.of(ID));
    when(accounts.find(ID)).thenReturn(Optional.of(account));
    when(news.unnotified(any())).thenReturn(FINDINGS);
    when(secondLook.start(account, FINDINGS)).thenReturn(Optional.of(RECHECK));
    pending(NOW.minusSeconds(150), null);
  }

  private void pending(Instant since, @Nullable UUID recheck) {
    when(pendingNews.find(ID)).thenReturn(Optional.of(new PendingAccount(ID, since, recheck)));
  }

  private void isBeingScanned() {
    when(scans.findByAccountIdAndStateOrderByStoredAtDesc(ID, ScanState.RUNNING))
        .thenReturn(List.of(mock(ScanEntity.class)));
  }

  private void isTold() {
    InOrder order = inOrder(news, pendingNews);
    order.verify(news).tellNewest(any());
    order.verify(pendingNews).remove(ID);
  }

  private void waits() {
    verify(news, never()).tellNewest(any());
    verify(pendingNews, never()).remove(any());
  }

  @Test
  void theFindingsAreObservedAgainFirst() {
    delayed.advance(ID);

    verify(pendingNews).setRecheck(ID, RECHECK);
    waits();
  }

  @Test
  void afterThatPeopleAreTold() {
    pending(NOW.minusSeconds(150), RECHECK);

    delayed.advance(ID);

    isTold();
    verifyNoInteractions(secondLook);
  }

  @Test
  void whileTheAccountIsBeingScannedNobodyIsTold() {
    isBeingScanned();

    delayed.advance(ID);

    waits();
    verifyNoInteractions(secondLook);
  }

  @Test
  void afterAnHourPeopleAreToldAllTheSame() {
    isBeingScanned();
    pending(NOW.minusSeconds(3600 + 121), null);

    delayed.advance(ID);

    isTold();
    verifyNoInteractions(secondLook);
  }

  /** The hour begins when the second look is due, so that a long wait does not skip it. */
  @Test
  void withinThatHourTheFindingsAreStillObservedAgain() {
    pending(NOW.minusSeconds(3600 + 60), null);

    delayed.advance(ID);

    verify(pendingNews).setRecheck(ID, RECHECK);
    waits();
  }

  @Test
  void whatCannotBeObservedByItselfIsTold() {
    when(secondLook.start(account, FINDINGS)).thenReturn(Optional.empty());

    delayed.advance(ID);

    isTold();
  }

  @Test
  void aFileThatAClientSentIsNotReplacedByWhatIsObservedHere() {
    when(accounts.find(ID)).thenReturn(Optional.of(account(new Access.SnapshotsOnly(false))));

    delayed.advance(ID);

    isTold();
    verifyNoInteractions(secondLook);
  }

  @Test
  void ofARemovedAccountNobodyIsTold() {
    when(accounts.lock(ID)).thenReturn(Optional.empty());

    delayed.advance(ID);

    waits();
  }
}
