package io.todoku.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.account.Attestations;
import io.todoku.account.Waiver;
import io.todoku.account.Waivers;
import io.todoku.notify.Notice;
import io.todoku.notify.NoticeKind;
import io.todoku.notify.Outbox;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiryNoticesTests {

  private static final LocalDate TODAY = LocalDate.ofInstant(SnapshotBuilder.NOW, ZoneOffset.UTC);

  private final Accounts accounts = mock(Accounts.class);
  private final Waivers waivers = mock(Waivers.class);
  private final Attestations attestations = mock(Attestations.class);
  private final Outbox outbox = mock(Outbox.class);
  private final List<Notice> published = new ArrayList<>();
  private final ExpiryNotices notices =
      new ExpiryNotices(
          accounts,
          waivers,
          attestations,
          outbox,
          Clock.fixed(SnapshotBuilder.NOW, ZoneOffset.UTC));

  private static Account account(Access access) {
    return new Account(
        "111111111111", "main", "", Environment.PRODUCTION, access, List.of(), List.of());
  }

  @BeforeEach
  void recordPublishedNotices() {
    when(accounts.all()).thenReturn(List.of(account(new Access.DefaultChain())));
    doAnswer(call -> published.addAll(call.getArgument(0))).when(outbox).publish(anyList());
  }

  private void setWaiverEnd(LocalDate day) {
    when(waivers.of("111111111111"))
        .thenReturn(
            List.of(
                new Waiver(
                    "w",
                    "ptr-exists",
                    "192.0.2.7",
                    "on purpose",
                    "mika",
                    SnapshotBuilder.NOW,
                    day)));
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 1", "7, 1", "8, 0"})
  void aWaiverThatEndsWithinAWeekIsNotified(int days, int count) {
    setWaiverEnd(TODAY.plusDays(days));

    notices.queueNotices();

    assertThat(published).hasSize(count).allMatch(notice -> notice.kind() == NoticeKind.EXPIRING);
  }

  @Test
  void anAttestationIsNotifiedUnlessItNeverExpires() {
    when(attestations.of("111111111111"))
        .thenReturn(List.of(attestation("a", TODAY.plusDays(3)), attestation("b", null)));

    notices.queueNotices();

    assertThat(published).hasSize(1);
    assertThat(published.getFirst().lines().getFirst().arguments())
        .contains("eu-west-1", TODAY.plusDays(3).toString());
  }

  private static Attestation attestation(String id, LocalDate expires) {
    return new Attestation(
        id,
        "send-limit-removed",
        "eu-west-1",
        Attestation.AttestationState.GRANTED,
        TODAY,
        "mika",
        null,
        null,
        SnapshotBuilder.NOW,
        expires);
  }

  @Test
  void theNoticeIdChangesOnlyWithTheExpiryDate() {
    setWaiverEnd(TODAY.plusDays(3));
    notices.queueNotices();
    notices.queueNotices();
    setWaiverEnd(TODAY.plusDays(4));
    notices.queueNotices();

    assertThat(published).hasSize(3);
    assertThat(published.get(0).id())
        .isEqualTo(published.get(1).id())
        .isNotEqualTo(published.get(2).id());
  }

  @Test
  void expiryInTheSampleIsNotNotified() {
    when(accounts.all()).thenReturn(List.of(account(new Access.SnapshotsOnly(true))));
    setWaiverEnd(TODAY);

    notices.queueNotices();

    assertThat(published).isEmpty();
  }
}
