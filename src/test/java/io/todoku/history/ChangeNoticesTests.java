package io.todoku.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.Waiver;
import io.todoku.account.Waivers;
import io.todoku.notify.Notice;
import io.todoku.notify.NoticeKind;
import io.todoku.notify.NoticeLine;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeNoticesTests {

  private static final Account ACCOUNT =
      new Account(
          "111111111111",
          "main",
          "Example KK",
          Environment.PRODUCTION,
          new Access.DefaultChain(),
          List.of(),
          List.of());
  private static final Resource ADDRESS =
      new Resource(Resource.Type.ELASTIC_IP, "eipalloc-1", "eu-west-1", "192.0.2.7", "mail");
  private static final UUID RUN = new UUID(1, 2);
  private static final LocalDate TODAY = LocalDate.ofInstant(SnapshotBuilder.NOW, ZoneOffset.UTC);

  private final Waivers waivers = mock(Waivers.class);
  private final ChangeNotices notices =
      new ChangeNotices(waivers, Clock.fixed(SnapshotBuilder.NOW, ZoneOffset.UTC));

  private List<Notice> noticesOf(FindingChange... changes) {
    return notices.of(RUN, ACCOUNT, SnapshotBuilder.NOW, List.of(changes));
  }

  private static FindingChange change(
      FindingChange.ChangeKind kind, Verdict before, Verdict after) {
    return new FindingChange(
        kind, "ptr-exists", ADDRESS, before, after, Text.of("x", Text.of("inner"), "192.0.2.7"));
  }

  @ParameterizedTest
  @CsvSource({
    "APPEARED, PASS, FAIL, FAILING",
    "APPEARED, PASS, WARN, FAILING",
    "APPEARED, , UNKNOWN, UNKNOWN",
    "CHANGED, WARN, FAIL, FAILING",
    "FIXED, FAIL, PASS, FIXED",
    "NO_LONGER_KNOWN, PASS, UNKNOWN, UNKNOWN"
  })
  void eachKindOfChangeBecomesANotice(
      FindingChange.ChangeKind kind, Verdict before, Verdict after, NoticeKind expected) {
    assertThat(noticesOf(change(kind, before, after)))
        .singleElement()
        .satisfies(notice -> {
          assertThat(notice.kind()).isEqualTo(expected);
          assertThat(notice.client()).isEqualTo("Example KK");
          assertThat(notice.path()).isEqualTo("/accounts/111111111111/history?to=" + RUN);
          assertThat(notice.lines())
              .containsExactly(
                  NoticeLine.of(
                      "notify.change.summary",
                      NoticeLine.of("rule.ptr-exists.title"),
                      "mail · 192.0.2.7 · eipalloc-1 · eu-west-1",
                      NoticeLine.of("x", NoticeLine.of("inner"), "192.0.2.7")));
        });
  }

  /** Trying out the sample must not alarm anybody. */
  @Test
  void changesOfTheSampleAreNotNotified() {
    Account sample =
        new Account(
            "111111111111",
            "main",
            "Example KK",
            Environment.PRODUCTION,
            new Access.SnapshotsOnly(true),
            List.of(),
            List.of());

    assertThat(
            notices.of(
                RUN,
                sample,
                SnapshotBuilder.NOW,
                List.of(change(FindingChange.ChangeKind.APPEARED, Verdict.PASS, Verdict.FAIL))))
        .isEmpty();
  }

  @Test
  void anImprovementFromFailToWarnIsNotNotified() {
    assertThat(noticesOf(change(FindingChange.ChangeKind.CHANGED, Verdict.FAIL, Verdict.WARN)))
        .isEmpty();
  }

  @Test
  void aFindingThatIsGoneHasNoSummary() {
    FindingChange gone =
        new FindingChange(
            FindingChange.ChangeKind.FIXED, "ptr-exists", ADDRESS, Verdict.FAIL, null, null);

    assertThat(noticesOf(gone).getFirst().lines().getFirst().key()).isEqualTo("notify.change");
  }

  @Test
  void changesOfOneKindShareANoticeWhoseIdIsStable() {
    FindingChange[] changes = {
      change(FindingChange.ChangeKind.APPEARED, Verdict.PASS, Verdict.FAIL),
      change(FindingChange.ChangeKind.APPEARED, Verdict.PASS, Verdict.FAIL),
      change(FindingChange.ChangeKind.FIXED, Verdict.FAIL, Verdict.PASS)
    };

    List<Notice> first = noticesOf(changes);

    assertThat(first)
        .extracting(Notice::kind)
        .containsExactly(NoticeKind.FAILING, NoticeKind.FIXED);
    assertThat(first.getFirst().lines()).hasSize(2);
    assertThat(first).extracting(Notice::id).doesNotHaveDuplicates();
    assertThat(noticesOf(changes)).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({"ptr-exists, 0, 0", "ptr-exists, -1, 1", "ptr-single, 5, 1"})
  void aChangeUnderAWaiverInForceIsNotNotified(String rule, int days, int notices) {
    when(waivers.of(ACCOUNT.id()))
        .thenReturn(
            List.of(
                new Waiver(
                    "w",
                    rule,
                    "192.0.2.7",
                    "on purpose",
                    "mika",
                    SnapshotBuilder.NOW,
                    TODAY.plusDays(days))));

    assertThat(noticesOf(change(FindingChange.ChangeKind.APPEARED, Verdict.PASS, Verdict.FAIL)))
        .hasSize(notices);
  }
}
