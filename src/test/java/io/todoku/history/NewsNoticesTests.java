package io.todoku.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.notify.Notice;
import io.todoku.notify.NoticeKind;
import io.todoku.notify.NoticeLine;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NewsNoticesTests {

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

  private static List<Notice> noticesOf(NewsItem... items) {
    return NewsNotices.of(RUN, ACCOUNT, SnapshotBuilder.NOW, List.of(items));
  }

  private static NewsItem item(NoticeKind kind) {
    return new NewsItem(
        kind, "ptr-exists", ADDRESS, Text.of("x", Text.of("inner"), "192.0.2.7"), null);
  }

  private static NewsItem unknown(String id, Reason reason) {
    Resource resource = new Resource(Resource.Type.ELASTIC_IP, id, "eu-west-1", "192.0.2.7", null);
    return new NewsItem(NoticeKind.UNKNOWN, "ptr-exists", resource, Text.of("x"), reason);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILING", "FIXED", "UNKNOWN", "KNOWN"})
  void eachKindOfNewsBecomesANotice(NoticeKind kind) {
    assertThat(noticesOf(item(kind)))
        .singleElement()
        .satisfies(notice -> {
          assertThat(notice.kind()).isEqualTo(kind);
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

  /**
   * A permission that is withdrawn hides dozens of findings; people need to know the permission.
   */
  @Test
  void manyFindingsThatOneReasonHidesAreOneLine() {
    Reason denied = Reason.of(ReasonKind.DENIED, "ec2:DescribeAddresses", "no");
    Reason silent = Reason.of(ReasonKind.TIMEOUT, "192.0.2.9:25", "10 s");

    List<Notice> notified =
        noticesOf(
            unknown("eipalloc-1", denied),
            unknown("eipalloc-2", denied),
            unknown("eipalloc-9", silent),
            unknown("eipalloc-3", denied),
            unknown("eipalloc-4", denied));

    assertThat(notified)
        .singleElement()
        .satisfies(notice ->
            assertThat(notice.lines())
                .containsExactly(
                    NoticeLine.of(
                        "notify.unknown.many",
                        4,
                        NoticeLine.of("reason.DENIED", "ec2:DescribeAddresses")),
                    NoticeLine.of(
                        "notify.change.summary",
                        NoticeLine.of("rule.ptr-exists.title"),
                        "192.0.2.7 · eipalloc-9 · eu-west-1",
                        NoticeLine.of("x"))));
  }

  @Test
  void manyFindingsThatAreKnownAgainAreOneLine() {
    NewsItem[] items = new NewsItem[5];
    Arrays.fill(items, item(NoticeKind.KNOWN));

    assertThat(noticesOf(items).getFirst().lines())
        .containsExactly(NoticeLine.of("notify.known.many", 5));
  }

  @Test
  void aFindingThatIsGoneHasNoSummary() {
    NewsItem gone = new NewsItem(NoticeKind.FIXED, "ptr-exists", ADDRESS, null, null);

    assertThat(noticesOf(gone).getFirst().lines().getFirst().key()).isEqualTo("notify.change");
  }

  @Test
  void changesOfOneKindShareANoticeWhoseIdIsStable() {
    NewsItem[] changes = {
      item(NoticeKind.FAILING), item(NoticeKind.FAILING), item(NoticeKind.FIXED)
    };

    List<Notice> first = noticesOf(changes);

    assertThat(first)
        .extracting(Notice::kind)
        .containsExactly(NoticeKind.FAILING, NoticeKind.FIXED);
    assertThat(first.getFirst().lines()).hasSize(2);
    assertThat(first).extracting(Notice::id).doesNotHaveDuplicates();
    assertThat(noticesOf(changes)).isEqualTo(first);
  }
}
