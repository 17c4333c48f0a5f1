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
  private final List<Notice> told = new ArrayList<>();
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
  void listen() {
    when(accounts.all()).thenReturn(List.of(account(new Access.DefaultChain())));
    doAnswer(call -> told.addAll(call.getArgument(0))).when(outbox).publish(anyList());
  }

  private void waiverEnds(LocalDate day) {
    when(waivers.of("111111111111"))
        .thenReturn(
            List.of(
                new Waiver(
                    "w", "ptr-exists", "192.0.2.7", "why", "mika", SnapshotBuilder.NOW, day)));
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 1", "7, 1", "8, 0"})
  void tellsOfAWaiverWithinTheWeek(int days, int notes) {
    waiverEnds(TODAY.plusDays(days));

    notices.queueNotices();

    assertThat(told).hasSize(notes).allMatch(notice -> notice.kind() == NoticeKind.EXPIRING);
  }

  @Test
  void tellsOfAPersonsWordUnlessItNeverEnds() {
    when(attestations.of("111111111111"))
        .thenReturn(List.of(word("a", TODAY.plusDays(3)), word("b", null)));

    notices.queueNotices();

    assertThat(told).hasSize(1);
    assertThat(told.getFirst().lines().getFirst().arguments())
        .contains("eu-west-1", TODAY.plusDays(3).toString());
  }

  private static Attestation word(String id, LocalDate expires) {
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
  void isTheSameNoticeUntilTheDayIsChanged() {
    waiverEnds(TODAY.plusDays(3));
    notices.queueNotices();
    notices.queueNotices();
    waiverEnds(TODAY.plusDays(4));
    notices.queueNotices();

    assertThat(told).hasSize(3);
    assertThat(told.get(0).id()).isEqualTo(told.get(1).id()).isNotEqualTo(told.get(2).id());
  }

  @Test
  void ofTheSampleNothingIsTold() {
    when(accounts.all()).thenReturn(List.of(account(new Access.SnapshotsOnly(true))));
    waiverEnds(TODAY);

    notices.queueNotices();

    assertThat(told).isEmpty();
  }
}
