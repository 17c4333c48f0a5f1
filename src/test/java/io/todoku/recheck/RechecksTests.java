package io.todoku.recheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.SnapshotStore;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklists;
import io.todoku.checklist.Wording;
import io.todoku.history.AccountHistory;
import io.todoku.recheck.RecheckRefusedException.Refusal;
import io.todoku.scan.Scans;
import io.todoku.scan.Scans.RecheckState;
import io.todoku.snapshot.Environment;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;

/** A page that shows rechecks asks for them every second, and costs little. */
class RechecksTests {

  private static final Instant NOW = Instant.parse("2026-11-18T09:00:00Z");
  private static final Account ACCOUNT =
      new Account(
          "111111111111",
          "name",
          "",
          Environment.STAGING,
          new Access.DefaultChain(),
          List.of(),
          List.of());
  private static final UUID RUN = UUID.randomUUID();
  private static final UUID BASE = UUID.randomUUID();
  private static final Wording WORDING = new Wording(new StaticMessageSource(), Locale.ENGLISH);

  private final Checklists checklists = mock();
  private final SnapshotStore snapshots = mock();
  private final AccountHistory history = mock();
  private final Scans scans = mock();
  private final Rechecks rechecks =
      new Rechecks(checklists, snapshots, history, scans, Clock.fixed(NOW, ZoneOffset.UTC));

  private void stored(ScanState state, @Nullable UUID base) {
    when(scans.recheck(ACCOUNT.id(), RUN))
        .thenReturn(
            Optional.of(
                new RecheckState(
                    RUN,
                    "ADDRESS\n192.0.2.7",
                    state,
                    NOW.minusSeconds(3),
                    base == null ? null : NOW,
                    base,
                    "192.0.2.7:25")));
  }

  @Test
  void oneThatIsRunningIsShownWithoutReadingASnapshot() {
    stored(ScanState.RUNNING, null);

    RecheckView shown = rechecks.shown(ACCOUNT, RUN, WORDING).orElseThrow();

    assertThat(shown.running()).isTrue();
    assertThat(shown.seconds()).isEqualTo(3);
    assertThat(shown.activity()).isEqualTo("192.0.2.7:25");
    verifyNoInteractions(checklists, snapshots, history);
  }

  @Test
  void oneThatHasEndedIsComparedOnce() {
    stored(ScanState.DONE, BASE);

    RecheckView first = rechecks.shown(ACCOUNT, RUN, WORDING).orElseThrow();
    RecheckView second = rechecks.shown(ACCOUNT, RUN, WORDING).orElseThrow();

    assertThat(second).isEqualTo(first);
    verify(history, times(1)).judged(ACCOUNT, RUN);
    verify(history, times(1)).judged(ACCOUNT, BASE);
  }

  @Test
  void anAccountWhoseSnapshotIsRemovedMeanwhileIsRefused() {
    Checklist list = mock();
    when(checklists.of(ACCOUNT)).thenReturn(Optional.of(list));
    when(snapshots.newestWithAttestations(ACCOUNT)).thenReturn(Optional.empty());

    assertThatThrownBy(() -> rechecks.start(ACCOUNT, RecheckTarget.ofAddress("192.0.2.7")))
        .isInstanceOfSatisfying(
            RecheckRefusedException.class,
            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.NEVER_SCANNED));
  }
}
