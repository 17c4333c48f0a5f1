package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.verify;

import io.todoku.notify.Kind;
import io.todoku.notify.Notice;
import io.todoku.notify.Outbox;
import io.todoku.peers.Pages;
import io.todoku.rule.World;
import io.todoku.scan.History;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
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

/** What several scans of one account tell together. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:history;DB_CLOSE_DELAY=-1")
class HistoryIntegrationTests extends ApiFixture {

  private static final String HERE = "/accounts/" + ID;

  @Autowired private History history;
  @Autowired private JdbcTemplate sql;
  @Autowired private WebApplicationContext context;
  @MockitoSpyBean private Outbox outbox;

  private static World mended() {
    return World.aSnapshot()
        .withSender("192.0.2.7")
        .ptr("192.0.2.7", "mail.example.com")
        .dns("mail.example.com", "A", "192.0.2.7");
  }

  /** Nobody may ask for these any more. */
  private static Snapshot without(String... apis) {
    World world = broken();
    for (String api : apis) {
      world.denied(api).withGap(new Gap(World.REGION, Reason.of(Reason.Cause.DENIED, api, "no")));
    }
    return snapshot(world);
  }

  private JsonNode changes() throws Exception {
    JsonNode scans = get(HERE + "/history").json();
    return get(HERE
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

  private List<Notice> told() {
    ArgumentCaptor<List<Notice>> all = ArgumentCaptor.captor();
    verify(outbox, atLeastOnce()).tell(all.capture());
    return all.getAllValues().stream().flatMap(List::stream).toList();
  }

  @Test
  void whatWasMendedIsFixedAndToldOf() throws Exception {
    take(snapshot(broken()));
    assertThat(told()).as("of a first scan nothing is told").isEmpty();
    take(snapshot(mended()));

    assertThat(get(HERE + "/history").json()).hasSize(2);
    JsonNode change = of(changes(), "ptr-matches-a");
    assertThat(change.get("kind").asString()).isEqualTo("FIXED");
    assertThat(change.get("before").asString()).isEqualTo("FAIL");
    assertThat(change.get("after").asString()).isEqualTo("PASS");
    assertThat(change.at("/resource/address").asString()).isEqualTo("192.0.2.7");
    assertThat(told()).extracting(Notice::kind).contains(Kind.FIXED);
    assertThat(told()).extracting(Notice::accountId).containsOnly(ID);
  }

  @Test
  void whatCannotBeSeenAnyMoreIsUnknownWithWhatWasKnownLast() throws Exception {
    take(snapshot(broken()));
    take(without("ec2:DescribeAddresses"));

    JsonNode item =
        get(HERE + "/checklist")
            .json()
            .get("items")
            .valueStream()
            .filter(i -> i.get("rule").asString().equals("ptr-matches-a"))
            .filter(i -> i.at("/resource/address").asString("").equals("192.0.2.7"))
            .findFirst()
            .orElseThrow();
    assertThat(item.get("verdict").asString()).isEqualTo("UNKNOWN");
    assertThat(of(changes(), "ptr-matches-a").get("kind").asString()).isEqualTo("NO_LONGER_KNOWN");
    assertThat(told()).extracting(Notice::kind).contains(Kind.UNKNOWN).doesNotContain(Kind.FIXED);
    assertThat(page(HERE, Locale.ENGLISH)).contains("last known:", "ec2:DescribeAddresses");

    take(snapshot(mended()));
    assertThat(get(HERE + "/checklist").json().toString())
        .as("it can be seen again")
        .doesNotContain("nobody knows whether it still holds");
  }

  @ParameterizedTest
  @CsvSource({"en, What has changed, Fixed or gone, Changed since", "ja, 変化した項目, 解消・削除済み, からの変化"})
  void thePagesShowIt(String language, String changes, String fixed, String since)
      throws Exception {
    take(snapshot(broken()));
    take(snapshot(mended()));
    Locale locale = Locale.forLanguageTag(language);

    assertThat(page(HERE + "/history", locale)).contains(changes, fixed, "192.0.2.7", "radio");
    assertThat(page(HERE, locale)).contains(since, HERE + "/history");
  }

  @Test
  void oneScanAloneIsNotCompared() throws Exception {
    take(snapshot(broken()));

    assertThat(page(HERE + "/history", Locale.ENGLISH)).doesNotContain("radio", "What has changed");
    String run = get(HERE + "/history").json().get(0).get("run").asString();
    String nobody = "00000000-0000-0000-0000-000000000001";
    assertProblem(get(HERE + "/changes?from=" + run + "&to=" + nobody), 404);
  }

  /** Another release had other rules: what it made of the snapshots is made anew. */
  @Test
  void isDerivedAnewFromTheSnapshots() throws Exception {
    take(snapshot(broken()));
    take(without("ec2:DescribeAddresses"));
    List<Map<String, Object>> derived = known();
    assertThat(derived).isNotEmpty();
    assertThat(history.outdated()).doesNotContain(ID);
    sql.update("update account_judgement set catalogue = 'older' where account_id = ?", ID);
    sql.update("update known_finding set verdict = 'PASS' where account_id = ?", ID);
    assertThat(history.outdated()).contains(ID);

    history.deriveAnew(ID);

    assertThat(history.outdated()).doesNotContain(ID);
    assertThat(known()).isEqualTo(derived);
  }

  /** A scan may end before what an older release made of the snapshots is made anew. */
  @Test
  void newRulesAreNotTakenForChanges() throws Exception {
    take(snapshot(broken()));
    sql.update("update account_judgement set catalogue = 'older' where account_id = ?", ID);
    sql.update("delete from known_finding where account_id = ?", ID);

    take(snapshot(broken()));

    assertThat(told()).isEmpty();
    assertThat(history.outdated()).doesNotContain(ID);
  }

  /** The last scan that saw it may have been forgotten by then. */
  @Test
  void whatNoKeptScanCouldSeeStaysUnknownWhenDerivedAnew() throws Exception {
    take(snapshot(broken()));
    take(without("ec2:DescribeAddresses", "ec2:DescribeNetworkInterfaces"));
    List<Map<String, Object>> derived = known();
    String first = get(HERE + "/history").json().get(1).get("run").asString();
    sql.update("delete from scan where run_id = ?", UUID.fromString(first));

    history.deriveAnew(ID);

    assertThat(known()).isEqualTo(derived).anyMatch(one -> one.get("hidden").equals(true));
  }

  private List<Map<String, Object>> known() {
    return new ArrayList<>(
        sql.queryForList(
            "select rule, resource, verdict, known_verdict, hidden from known_finding"
                + " where account_id = ? order by rule, resource",
            ID));
  }

  @Test
  void ofAnAccountThatIsGoneNothingIsDerived() {
    history.deriveAnew("222222222222");

    assertThat(history.outdated()).doesNotContain("222222222222");
  }

  private String page(String path, Locale locale) throws Exception {
    return new Pages(context).get(path, locale);
  }
}
