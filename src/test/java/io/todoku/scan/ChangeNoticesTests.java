package io.todoku.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.Waiver;
import io.todoku.account.Waivers;
import io.todoku.notify.Kind;
import io.todoku.notify.Line;
import io.todoku.notify.Notice;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.rule.World;
import io.todoku.snapshot.Environment;
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
  private static final LocalDate TODAY = LocalDate.ofInstant(World.NOW, ZoneOffset.UTC);

  private final Waivers waivers = mock(Waivers.class);
  private final ChangeNotices notices =
      new ChangeNotices(waivers, Clock.fixed(World.NOW, ZoneOffset.UTC));

  private List<Notice> of(Change... changes) {
    return notices.of(RUN, ACCOUNT, World.NOW, List.of(changes));
  }

  private static Change change(Change.Kind kind, Verdict before, Verdict after) {
    return new Change(
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
  void tellsOfEachKind(Change.Kind kind, Verdict before, Verdict after, Kind told) {
    assertThat(of(change(kind, before, after)))
        .singleElement()
        .satisfies(notice -> {
          assertThat(notice.kind()).isEqualTo(told);
          assertThat(notice.client()).isEqualTo("Example KK");
          assertThat(notice.path()).isEqualTo("/accounts/111111111111/history?to=" + RUN);
          assertThat(notice.lines())
              .containsExactly(
                  Line.of(
                      "notify.change.summary",
                      Line.of("rule.ptr-exists.title"),
                      "mail · 192.0.2.7 · eipalloc-1 · eu-west-1",
                      Line.of("x", Line.of("inner"), "192.0.2.7")));
        });
  }

  /** Whoever tries out the sample must not alarm anybody. */
  @Test
  void ofTheSampleNothingIsTold() {
    Account sample =
        new Account(
            "111111111111",
            "main",
            "Example KK",
            Environment.PRODUCTION,
            new Access.Recorded(true),
            List.of(),
            List.of());

    assertThat(
            notices.of(
                RUN,
                sample,
                World.NOW,
                List.of(change(Change.Kind.APPEARED, Verdict.PASS, Verdict.FAIL))))
        .isEmpty();
  }

  @Test
  void whatIsBetterAndNotYetRightIsNotTold() {
    assertThat(of(change(Change.Kind.CHANGED, Verdict.FAIL, Verdict.WARN))).isEmpty();
  }

  @Test
  void whatIsGoneHasNoSummary() {
    Change gone = new Change(Change.Kind.FIXED, "ptr-exists", ADDRESS, Verdict.FAIL, null, null);

    assertThat(of(gone).getFirst().lines().getFirst().key()).isEqualTo("notify.change");
  }

  @Test
  void oneNoticeForEachKindAndTheSameWhenToldAgain() {
    Change[] changes = {
      change(Change.Kind.APPEARED, Verdict.PASS, Verdict.FAIL),
      change(Change.Kind.APPEARED, Verdict.PASS, Verdict.FAIL),
      change(Change.Kind.FIXED, Verdict.FAIL, Verdict.PASS)
    };

    List<Notice> first = of(changes);

    assertThat(first).extracting(Notice::kind).containsExactly(Kind.FAILING, Kind.FIXED);
    assertThat(first.getFirst().lines()).hasSize(2);
    assertThat(first).extracting(Notice::id).doesNotHaveDuplicates();
    assertThat(of(changes)).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({"ptr-exists, 0, 0", "ptr-exists, -1, 1", "ptr-single, 5, 1"})
  void whatIsWaivedIsNotTold(String rule, int days, int told) {
    when(waivers.of(ACCOUNT.id()))
        .thenReturn(
            List.of(
                new Waiver(
                    "w",
                    rule,
                    "192.0.2.7",
                    "on purpose",
                    "mika",
                    World.NOW,
                    TODAY.plusDays(days))));

    assertThat(of(change(Change.Kind.APPEARED, Verdict.PASS, Verdict.FAIL))).hasSize(told);
  }
}
