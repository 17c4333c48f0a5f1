package io.todoku;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotCopy.copyOf;
import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.testing.PageClient;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** The history of one finding: what scans showed and what people did. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:timeline;DB_CLOSE_DELAY=-1")
class FindingTimelineIntegrationTests extends ApiFixture {

  private static final String ACCOUNT_PATH = "/accounts/" + ACCOUNT_ID;
  private static final String RULE = "ptr-matches-a";
  private static final String RESOURCE = "address/ap-northeast-1/192.0.2.7";
  private static final String QUERY = "?rule=" + RULE + "&resource=" + RESOURCE;

  @Autowired private WebApplicationContext context;
  @Autowired private JdbcTemplate sql;
  private PageClient pages;

  @BeforeEach
  void makePages() {
    pages = new PageClient(context);
  }

  private void scan(String day, SnapshotBuilder world) throws Exception {
    Snapshot at = copyOf(snapshot(world)).collectedAt(Instant.parse(day + "T09:00:00Z")).build();
    importSnapshot(at);
  }

  private static SnapshotBuilder pointsTo(String address) {
    return aSnapshot()
        .withSender("192.0.2.7")
        .ptr("192.0.2.7", "mail.example.com")
        .dns("mail.example.com", "A", address)
        .withSender("192.0.2.8")
        .ptr("192.0.2.8", "other.example.com")
        .dns("other.example.com", "A", "203.0.113.99");
  }

  private List<String> events() throws Exception {
    JsonNode timeline = get(ACCOUNT_PATH + "/findings/history" + QUERY).json();
    return timeline.get("events").valueStream().map(FindingTimelineIntegrationTests::line).toList();
  }

  private static String line(JsonNode event) {
    return "%s %s %s %s"
        .formatted(
            event.get("at").asString().substring(0, 10),
            event.get("kind").asString(),
            event.get("verdict").isNull() ? "-" : event.get("verdict").asString(),
            event.get("text").isNull() ? "-" : event.get("text").asString());
  }

  private void scanFiveTimes() throws Exception {
    scan("2026-11-01", pointsTo("203.0.113.1"));
    scan("2026-11-02", pointsTo("203.0.113.1"));
    scan("2026-11-03", pointsTo("203.0.113.2"));
    scan("2026-11-04", pointsTo("192.0.2.7"));
    scan("2026-11-05", aSnapshot().withSender("192.0.2.8"));
    scan("2026-11-06", pointsTo("203.0.113.2"));
  }

  @Test
  void eachChangeOfTheVerdictOrTheSentenceIsToldWithItsTimeNewestFirst() throws Exception {
    scanFiveTimes();

    assertThat(events())
        .containsExactly(
            "2026-11-06 RETURNED FAIL mail.example.com resolves to 203.0.113.2, not to 192.0.2.7.",
            "2026-11-05 GONE - -",
            "2026-11-04 VERDICT PASS mail.example.com resolves to 192.0.2.7, which matches the"
                + " PTR.",
            "2026-11-03 SENTENCE FAIL mail.example.com resolves to 203.0.113.2, not to 192.0.2.7.",
            "2026-11-01 FIRST_SEEN FAIL mail.example.com resolves to 203.0.113.1, not to"
                + " 192.0.2.7.");
  }

  @Test
  void whatCouldNotBeReadInBetweenIsUnknownAndNotGone() throws Exception {
    scan("2026-11-01", pointsTo("203.0.113.1"));
    scan(
        "2026-11-02",
        aSnapshot()
            .denied("ec2:DescribeAddresses")
            .denied("ec2:DescribeNetworkInterfaces")
            .denied("ec2:DescribeInstances"));

    assertThat(events())
        .containsExactly(
            "2026-11-02 VERDICT UNKNOWN Its place could not be read.",
            "2026-11-01 FIRST_SEEN FAIL mail.example.com resolves to 203.0.113.1, not to"
                + " 192.0.2.7.");
  }

  @Test
  void aFindingThatIsOlderThanTheKeptScansIsFirstSeenThen() throws Exception {
    scan("2026-11-02", pointsTo("203.0.113.1"));
    sql.update(
        "update finding_state set first_seen = timestamp with time zone '2026-03-01 00:00:00+00'"
            + " where account_id = ?",
        ACCOUNT_ID);

    assertThat(events())
        .containsExactly(
            "2026-11-02 VERDICT FAIL mail.example.com resolves to 203.0.113.1, not to 192.0.2.7.",
            "2026-03-01 FIRST_SEEN - -");
  }

  @Test
  void whatPeopleDidStandsInTheSameHistoryAndThatOfOthersDoesNot() throws Exception {
    scan("2026-11-01", pointsTo("203.0.113.1"));
    sql.update(
        "insert into waiver (id, account_id, rule, resource, reason, author, created_at, expires)"
            + " values (random_uuid(), ?, ?, ?, 'moves in March', 'ken',"
            + " timestamp with time zone '2026-11-02 08:00:00+00', date '2026-11-10')",
        ACCOUNT_ID,
        RULE,
        RESOURCE);
    sql.update(
        "insert into waiver (id, account_id, rule, resource, reason, author, created_at, expires)"
            + " values (random_uuid(), ?, ?, '192.0.2.8', 'of another address', 'ken',"
            + " timestamp with time zone '2026-11-03 08:00:00+00', date '2036-11-10')",
        ACCOUNT_ID,
        RULE);
    for (String resource : List.of(RESOURCE, "address/ap-northeast-1/192.0.2.8")) {
      pages.post(
          ACCOUNT_PATH + "/notes",
          Locale.ENGLISH,
          "rule",
          RULE,
          "resource",
          resource,
          "text",
          "note on " + resource);
    }

    assertThat(events().subList(0, 1))
        .singleElement()
        .asString()
        .endsWith(" NOTED - note on " + RESOURCE);
    assertThat(events().subList(1, 4))
        .containsExactly(
            "2026-11-11 WAIVER_ENDED - -",
            "2026-11-02 WAIVED - moves in March",
            "2026-11-01 FIRST_SEEN FAIL mail.example.com resolves to 203.0.113.1, not to"
                + " 192.0.2.7.");
    assertThat(events()).hasSize(4);
  }

  /** Whoever ended it, and when, unless its day had come before. */
  @Test
  void aWaiverThatSomebodyRevokedEndedThen() throws Exception {
    scan("2026-11-01", pointsTo("203.0.113.1"));
    for (String[] one : new String[][] {{"01", "05"}, {"02", "20"}}) {
      sql.update(
          "insert into waiver (id, account_id, rule, resource, reason, author, created_at, expires,"
              + " revoked_at, revoked_by) values (random_uuid(), ?, ?, ?, 'moves', 'ken',"
              + " timestamp with time zone '2026-11-"
              + one[0]
              + " 10:00:00+00', date '2026-11-10', timestamp with time zone '2026-11-"
              + one[1]
              + " 08:00:00+00', 'mika')",
          ACCOUNT_ID,
          RULE,
          RESOURCE);
    }

    assertThat(events())
        .containsExactly(
            "2026-11-11 WAIVER_ENDED - -",
            "2026-11-05 WAIVER_ENDED - -",
            "2026-11-02 WAIVED - moves",
            "2026-11-01 WAIVED - moves",
            "2026-11-01 FIRST_SEEN FAIL mail.example.com resolves to 203.0.113.1, not to"
                + " 192.0.2.7.");
    JsonNode events = get(ACCOUNT_PATH + "/findings/history" + QUERY).json().get("events");
    assertThat(events.get(0).get("by").isNull()).isTrue();
    assertThat(events.get(1).get("by").asString()).isEqualTo("mika");
  }

  @Test
  void anAnswerStandsInTheHistoryOfItsRegionAlone() throws Exception {
    scan("2026-11-01", pointsTo("203.0.113.1"));
    for (String region : List.of("ap-northeast-1", "eu-west-1")) {
      pages.post(
          ACCOUNT_PATH + "/attestations",
          Locale.ENGLISH,
          "rule",
          "send-limit-removed",
          "region",
          region,
          "state",
          "REQUESTED",
          "date",
          LocalDate.now().minusDays(2).toString(),
          "note",
          "asked for " + region);
    }

    String page =
        pages.get(
            ACCOUNT_PATH
                + "/finding?rule=send-limit-removed&resource=region/ap-northeast-1/ap-northeast-1",
            Locale.ENGLISH);
    assertThat(page)
        .contains("answer recorded", "Requested, " + LocalDate.now().minusDays(2))
        .contains("asked for ap-northeast-1")
        .doesNotContain("asked for eu-west-1");
  }

  @ParameterizedTest
  @CsvSource({
    "en, History, first seen, result changed, mail.example.com resolves to 203.0.113.1",
    "ja, 履歴, 初回検出, 判定が変化, mail.example.com は 203.0.113.1",
  })
  void theRowLoadsItOnceUnfoldedAndLinksToAPageWithTheSame(
      String language, String title, String first, String changed, String sentence)
      throws Exception {
    scanFiveTimes();
    Locale locale = Locale.forLanguageTag(language);
    String path = ACCOUNT_PATH + "/finding" + QUERY;

    assertThat(pages.get(ACCOUNT_PATH + "?rule=" + RULE, locale))
        .containsSubsequence(
            "hx-trigger=\"toggle once\"",
            "hx-get=\"" + path.replace("&", "&amp;") + "\"",
            title,
            "<a href=\"" + path.replace("&", "&amp;") + "\"")
        .doesNotContain(changed);
    assertThat(pages.get(path, locale))
        .contains("<html", title, first, changed, sentence)
        .containsSubsequence("2026-11-06 09:00 UTC", "2026-11-01 09:00 UTC");
    MvcTestResult fragment =
        pages
            .mvc()
            .get()
            .uri(path)
            .header("HX-Request", "true")
            .with(user("mika"))
            .locale(locale)
            .exchange();
    assertThat(fragment.getResponse().getContentAsString())
        .contains(first, changed, sentence)
        .doesNotContain("<html", "<h1");
  }

  @Test
  void aFindingThatNobodyFoundHasNoPage() throws Exception {
    scan("2026-11-01", pointsTo("203.0.113.1"));

    assertProblem(
        get(
            ACCOUNT_PATH
                + "/findings/history?rule="
                + RULE
                + "&resource=address/ap-northeast-1/192.0.2.99"),
        404);
    assertThat(
            pages
                .mvc()
                .get()
                .uri(ACCOUNT_PATH + "/finding?rule=no-such-rule&resource=" + RESOURCE)
                .with(user("mika"))
                .exchange())
        .hasStatus(404);
  }
}
