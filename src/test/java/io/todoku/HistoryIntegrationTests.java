package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.atLeast;
import static org.mockito.Mockito.verify;

import io.todoku.history.AccountHistory;
import io.todoku.notify.Notice;
import io.todoku.notify.NoticeKind;
import io.todoku.notify.Outbox;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.testing.PageClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** The history of findings over several scans of an account. */
@TestPropertySource(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:history;DB_CLOSE_DELAY=-1",
      "todoku.notifications.look-again-after=0s"
    })
class HistoryIntegrationTests extends ApiFixture {

  private static final String ACCOUNT_PATH = "/accounts/" + ACCOUNT_ID;

  @Autowired private AccountHistory history;
  @Autowired private JdbcTemplate sql;
  @Autowired private WebApplicationContext context;
  @MockitoSpyBean private Outbox outbox;

  private static SnapshotBuilder fixedWorld() {
    return SnapshotBuilder.aSnapshot()
        .withSender("192.0.2.7")
        .ptr("192.0.2.7", "mail.example.com")
        .dns("mail.example.com", "A", "192.0.2.7");
  }

  /** A snapshot for which these APIs were denied. */
  private static Snapshot snapshotDenied(String... apis) {
    SnapshotBuilder builder = senderWithWrongPtr();
    for (String api : apis) {
      builder
          .denied(api)
          .withGap(new Gap(SnapshotBuilder.REGION, Reason.of(ReasonKind.DENIED, api, "no")));
    }
    return snapshot(builder);
  }

  private JsonNode changes() throws Exception {
    JsonNode scans = get(ACCOUNT_PATH + "/history").json();
    return get(ACCOUNT_PATH
            + "/changes?from="
            + scans.get(1).get("run").asString()
            + "&to="
            + scans.get(0).get("run").asString())
        .json();
  }

  private static JsonNode of(JsonNode changes, String rule) {
    return changes
        .valueStream()
        .filter(change -> change.get("rule").asString().equals(rule))
        .findFirst()
        .orElseThrow(() -> new AssertionError(rule + " is not in " + changes));
  }

  private List<Notice> queuedNotices() {
    ArgumentCaptor<List<Notice>> all = ArgumentCaptor.captor();
    verify(outbox, atLeast(0)).publish(all.capture());
    return all.getAllValues().stream().flatMap(List::stream).toList();
  }

  @Test
  void aMendedFindingIsFixedAndNotified() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    assertThat(queuedNotices()).as("of a first scan nothing is told").isEmpty();
    importSnapshot(snapshot(fixedWorld()));

    assertThat(get(ACCOUNT_PATH + "/history").json()).hasSize(2);
    JsonNode change = of(changes(), "ptr-matches-a");
    assertThat(change.get("kind").asString()).isEqualTo("FIXED");
    assertThat(change.get("before").asString()).isEqualTo("FAIL");
    assertThat(change.get("after").asString()).isEqualTo("PASS");
    assertThat(change.at("/resource/address").asString()).isEqualTo("192.0.2.7");
    assertThat(queuedNotices()).extracting(Notice::kind).contains(NoticeKind.FIXED);
    assertThat(queuedNotices()).extracting(Notice::accountId).containsOnly(ACCOUNT_ID);
  }

  @Test
  void aFindingThatIsNoLongerVisibleIsUnknownWithItsLastKnownVerdict() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    importSnapshot(snapshotDenied("ec2:DescribeAddresses"));

    JsonNode item =
        get(ACCOUNT_PATH + "/checklist")
            .json()
            .get("items")
            .valueStream()
            .filter(i -> i.get("rule").asString().equals("ptr-matches-a"))
            .filter(i -> i.at("/resource/address").asString("").equals("192.0.2.7"))
            .findFirst()
            .orElseThrow();
    assertThat(item.get("verdict").asString()).isEqualTo("UNKNOWN");
    assertThat(of(changes(), "ptr-matches-a").get("kind").asString()).isEqualTo("NO_LONGER_KNOWN");
    assertThat(queuedNotices())
        .extracting(Notice::kind)
        .contains(NoticeKind.UNKNOWN)
        .doesNotContain(NoticeKind.FIXED);
    assertThat(page(ACCOUNT_PATH + "?cause=denied-calls", Locale.ENGLISH))
        .contains("last known:", "ec2:DescribeAddresses");

    importSnapshot(snapshot(fixedWorld()));
    assertThat(get(ACCOUNT_PATH + "/checklist").json().toString())
        .as("it can be seen again")
        .doesNotContain("its current state is unknown");
  }

  @ParameterizedTest
  @CsvSource({"en, What changed, Fixed or gone, Changed since", "ja, 変化した項目, 解消または削除, からの変化"})
  void thePagesShowTheHistory(String language, String changes, String fixed, String since)
      throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    importSnapshot(snapshot(fixedWorld()));
    Locale locale = Locale.forLanguageTag(language);

    assertThat(page(ACCOUNT_PATH + "/history", locale))
        .contains(changes, fixed, "192.0.2.7", "radio");
    assertThat(page(ACCOUNT_PATH, locale)).contains(since, ACCOUNT_PATH + "/history");
  }

  @Test
  void aSingleScanIsNotCompared() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));

    assertThat(page(ACCOUNT_PATH + "/history", Locale.ENGLISH))
        .doesNotContain("radio", "What changed");
    String run = get(ACCOUNT_PATH + "/history").json().get(0).get("run").asString();
    String nobody = "00000000-0000-0000-0000-000000000001";
    assertProblem(get(ACCOUNT_PATH + "/changes?from=" + run + "&to=" + nobody), 404);
  }

  /** Another release had other rules: what it made of the snapshots is made anew. */
  @Test
  void theHistoryIsRebuiltFromTheSnapshots() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    importSnapshot(snapshotDenied("ec2:DescribeAddresses"));
    List<Map<String, Object>> derived = storedFindingStates();
    assertThat(derived).isNotEmpty();
    assertThat(history.outdatedAccounts()).doesNotContain(ACCOUNT_ID);
    sql.update("update account_judgement set catalogue = 'older' where account_id = ?", ACCOUNT_ID);
    sql.update("update finding_state set verdict = 'PASS' where account_id = ?", ACCOUNT_ID);
    assertThat(history.outdatedAccounts()).contains(ACCOUNT_ID);

    history.recompute(ACCOUNT_ID);

    assertThat(history.outdatedAccounts()).doesNotContain(ACCOUNT_ID);
    assertThat(storedFindingStates()).isEqualTo(derived);
  }

  /** A scan may end before what an older release made of the snapshots is made anew. */
  @Test
  void findingsOfNewRulesAreNoChanges() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    sql.update("update account_judgement set catalogue = 'older' where account_id = ?", ACCOUNT_ID);
    sql.update("delete from finding_state where account_id = ?", ACCOUNT_ID);

    importSnapshot(snapshot(senderWithWrongPtr()));

    assertThat(queuedNotices()).isEmpty();
    assertThat(history.outdatedAccounts()).doesNotContain(ACCOUNT_ID);
  }

  /** The last scan that saw it may have been forgotten by then. */
  @Test
  void afterARebuildAFindingThatNoKeptScanCouldSeeStaysUnknown() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    importSnapshot(snapshotDenied("ec2:DescribeAddresses", "ec2:DescribeNetworkInterfaces"));
    List<Map<String, Object>> derived = storedFindingStates();
    String first = get(ACCOUNT_PATH + "/history").json().get(1).get("run").asString();
    sql.update("delete from scan where run_id = ?", UUID.fromString(first));

    history.recompute(ACCOUNT_ID);

    assertThat(storedFindingStates())
        .isEqualTo(derived)
        .anyMatch(one -> one.get("hidden").equals(true));
  }

  private List<Map<String, Object>> storedFindingStates() {
    return new ArrayList<>(
        sql.queryForList(
            "select rule, resource, verdict, last_known_verdict, hidden from finding_state"
                + " where account_id = ? order by rule, resource",
            ACCOUNT_ID));
  }

  @Test
  void nothingIsRebuiltForARemovedAccount() {
    history.recompute("222222222222");

    assertThat(history.outdatedAccounts()).doesNotContain("222222222222");
  }

  private String page(String path, Locale locale) throws Exception {
    return new PageClient(context).get(path, locale);
  }
}
