package io.todoku.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.history.FindingState.LastKnown;
import io.todoku.notify.Notice;
import io.todoku.notify.NoticeKind;
import io.todoku.notify.NoticeLine;
import io.todoku.notify.Outbox;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators are told of an outage of Todoku itself, over several accounts and scans. */
class SharedCauseNewsTests {

  private static final Account FIRST = account("111111111111");
  private static final Account SECOND = account("222222222222");
  private static final Resource ADDRESS =
      new Resource(
          Resource.Type.ELASTIC_IP, "eipalloc-1", SnapshotBuilder.REGION, "192.0.2.7", "mail");
  private static final Gap SILENT =
      new Gap(null, new Reason(ReasonKind.TIMEOUT, "x A", "", Gap.RESOLVERS));
  private static final String RESOLVERS = "resolvers";

  private final JdbcClient database = database();
  private final SharedCauseStore store = new SharedCauseStore(database);
  private final List<Notice> told = new ArrayList<>();
  private final Outbox outbox = mock();
  private final Clock clock = mock();
  private Instant now = SnapshotBuilder.NOW;
  private SharedCauseNews news = newsAfter(Duration.ZERO);

  private static Account account(String id) {
    return new Account(
        id,
        "main",
        "Example KK",
        Environment.PRODUCTION,
        new Access.DefaultChain(),
        List.of(),
        List.of());
  }

  private static JdbcClient database() {
    JdbcDataSource memory = new JdbcDataSource();
    memory.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return JdbcClient.create(memory);
  }

  private SharedCauseNews newsAfter(Duration wait) {
    return new SharedCauseNews(store, outbox, new NewsSettings(wait), clock);
  }

  /** The tables as the migrations make them. */
  @BeforeEach
  void tables() throws IOException {
    database.sql("create table account (id varchar(12) primary key)").update();
    database.sql("insert into account values ('111111111111'), ('222222222222')").update();
    for (String file : List.of("V35__notified_findings.sql", "V41__shared_cause_seen.sql")) {
      String sql =
          Files.readString(Path.of("src/main/resources/db/migration", file))
              .replaceAll("(?m)^--.*$", "");
      for (String statement : sql.split(";")) {
        if (statement.contains("shared_cause")) {
          database.sql(statement.strip()).update();
        }
      }
    }
    when(clock.instant()).thenAnswer(_ -> now);
    doAnswer(call -> told.add(call.getArgument(0))).when(outbox).publish(any(Notice.class));
  }

  private void scanned(Account account, Verdict verdict) {
    scanned(account, verdict, Verdict.PASS);
  }

  private void scanned(Account account, Verdict verdict, @Nullable Verdict known) {
    boolean unknown = verdict == Verdict.UNKNOWN;
    SnapshotBuilder world = SnapshotBuilder.aSnapshot();
    Snapshot snapshot = (unknown ? world.withGap(SILENT) : world).build();
    Finding finding =
        new Finding(
            "ptr-exists",
            ADDRESS,
            verdict,
            Text.of("x"),
            unknown ? Reason.of(ReasonKind.TIMEOUT, "mail.example.com A @192.0.2.53", "") : null,
            List.of(),
            Remedy.NONE);
    FindingState state =
        new FindingState(
            "ptr-exists",
            ADDRESS,
            verdict,
            now,
            now,
            known == null ? null : new LastKnown(known, now),
            false);
    news.record(
        account,
        CurrentFindings.of(account, snapshot, List.of(finding), Map.of(state.key(), state), true));
  }

  private List<NoticeKind> kinds() {
    return told.stream().map(Notice::kind).toList();
  }

  @Test
  void theFirstAccountBeginsItAndTheLastOneEndsIt() {
    scanned(FIRST, Verdict.UNKNOWN);
    scanned(SECOND, Verdict.UNKNOWN);
    now = now.plus(Duration.ofMinutes(30));
    scanned(FIRST, Verdict.PASS);
    assertThat(kinds()).containsExactly(NoticeKind.OUTAGE);
    scanned(SECOND, Verdict.PASS);

    assertThat(kinds()).containsExactly(NoticeKind.OUTAGE, NoticeKind.RECOVERED);
    assertThat(told.getLast().lines())
        .containsExactly(
            NoticeLine.of(
                "notify.recovered.resolvers",
                "",
                NoticeLine.of("notify.recovered.accounts", 2),
                NoticeLine.of("notify.duration.minutes", 30)));
    assertThat(told).extracting(Notice::accountId).containsOnly("");
  }

  @Test
  void whatWasNeverKnownIsNoOutage() {
    scanned(FIRST, Verdict.UNKNOWN, null);

    assertThat(told).isEmpty();
    assertThat(store.all(false)).isEmpty();
  }

  @Test
  void eachOutageIsToldAnew() {
    for (int i = 0; i < 2; i++) {
      scanned(FIRST, Verdict.UNKNOWN);
      now = now.plus(Duration.ofHours(1));
      scanned(FIRST, Verdict.PASS);
    }

    assertThat(kinds())
        .containsExactly(
            NoticeKind.OUTAGE, NoticeKind.RECOVERED, NoticeKind.OUTAGE, NoticeKind.RECOVERED);
    assertThat(told).extracting(Notice::id).doesNotHaveDuplicates();
  }

  /** The schedule of an account may be paused, and that must not silence the next outage. */
  @Test
  void whatIsCertainlyGoneEndsWithoutAScanOfEachAccount() {
    scanned(FIRST, Verdict.UNKNOWN);
    scanned(SECOND, Verdict.UNKNOWN);

    news.endAsGone(RESOLVERS);
    news.endAsGone(RESOLVERS);
    assertThat(kinds()).containsExactly(NoticeKind.OUTAGE, NoticeKind.RECOVERED);

    now = now.plus(Duration.ofHours(1));
    scanned(SECOND, Verdict.UNKNOWN);
    assertThat(kinds()).containsExactly(NoticeKind.OUTAGE, NoticeKind.RECOVERED, NoticeKind.OUTAGE);
  }

  @Test
  void anAccountThatIsNoLongerScannedKeepsNothingOpenOnceAnotherIsClear() {
    scanned(FIRST, Verdict.UNKNOWN);
    scanned(SECOND, Verdict.UNKNOWN);
    now = now.plus(Duration.ofHours(1));
    scanned(SECOND, Verdict.PASS);
    news.endWithoutAccounts();
    assertThat(kinds()).as("the other may be scanned yet").containsExactly(NoticeKind.OUTAGE);

    now = now.plus(Duration.ofDays(1));
    news.endWithoutAccounts();
    assertThat(kinds()).containsExactly(NoticeKind.OUTAGE, NoticeKind.RECOVERED);
  }

  /** Time alone is no evidence that it has ended. */
  @Test
  void withoutAClearAccountItStaysOpen() {
    scanned(FIRST, Verdict.UNKNOWN);
    now = now.plus(Duration.ofDays(30));

    news.endWithoutAccounts();

    assertThat(kinds()).containsExactly(NoticeKind.OUTAGE);
    assertThat(store.accounts(RESOLVERS)).containsExactly(FIRST.id());
  }

  @Test
  void whenItsAccountsAreRemovedItHasEnded() {
    scanned(FIRST, Verdict.UNKNOWN);
    database.sql("delete from account where id = '111111111111'").update();

    news.endWithoutAccounts();

    assertThat(kinds()).containsExactly(NoticeKind.OUTAGE, NoticeKind.RECOVERED);
  }

  /** Nobody is told of the beginning, so that nobody is told of the end. */
  @Test
  void whatEndsBeforeItIsToldIsNotTold() {
    news = newsAfter(Duration.ofMinutes(2));
    scanned(FIRST, Verdict.UNKNOWN);
    assertThat(news.due()).isEmpty();
    now = now.plus(Duration.ofMinutes(3));
    assertThat(news.due()).hasSize(1);
    scanned(FIRST, Verdict.PASS);

    news.tellUnlessOver(RESOLVERS);

    assertThat(told).isEmpty();
    assertThat(news.due()).isEmpty();
  }

  @Test
  void afterTheWaitItIsToldOnce() {
    news = newsAfter(Duration.ofMinutes(2));
    scanned(FIRST, Verdict.UNKNOWN);
    now = now.plus(Duration.ofMinutes(3));

    news.tellUnlessOver(RESOLVERS);
    news.tellUnlessOver(RESOLVERS);

    assertThat(kinds()).containsExactly(NoticeKind.OUTAGE);
  }
}
