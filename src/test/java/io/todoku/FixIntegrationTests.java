package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.DoneMarks;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.testing.ConcurrentCalls;
import io.todoku.testing.PageClient;
import io.todoku.testing.TestUsers;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The findings of one rule are fixed in many accounts from one page. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:fix;DB_CLOSE_DELAY=-1")
class FixIntegrationTests extends ApiFixture {

  private static final int ACCOUNTS = 300;
  private static final String HOSTILE = "<img src=x onerror=alert(1)>\"';${7*7}";

  @Autowired private WebApplicationContext context;
  @Autowired private DoneMarks marks;
  @Autowired private JdbcClient database;
  private PageClient pages;

  private static String id(int number) {
    return "3%011d".formatted(number);
  }

  private static Snapshot wrongPtr(int number, String name) {
    String address = "192.0.%d.%d".formatted(2 + number / 250, 1 + number % 250);
    String host = "mail%d.example.com".formatted(number);
    Snapshot built =
        SnapshotBuilder.aSnapshot()
            .withSender(address)
            .ptr(address, host)
            .dns(host, "A", "198.51.100.9")
            .build();
    return built.judgedAt(
        built.judgedAt(),
        new AccountFacts(
            id(number),
            name,
            "Client " + number % 3,
            Environment.PRODUCTION,
            List.of(),
            Map.of(),
            Map.of()),
        List.of());
  }

  @BeforeEach
  void importAccounts() throws Exception {
    pages = new PageClient(context);
    if (get("/accounts/" + id(ACCOUNTS - 1)).status() == 404) {
      for (int i = 0; i < ACCOUNTS; i++) {
        importSnapshot(wrongPtr(i, i == 1 ? HOSTILE : "account " + i));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "en, Fix together, 300 findings, in 300 accounts, For all of them at once, Mark as done",
    "ja, まとめて対応, 300件, 300アカウント, まとめて使うテキスト, 対応済みにする"
  })
  void thePageGathersAllAccounts(
      String language, String title, String findings, String accounts, String blocks, String mark)
      throws Exception {
    String page = pages.get("/fix?rule=ptr-matches-a", Locale.forLanguageTag(language));

    assertThat(page)
        .contains(title, findings, accounts, blocks, mark)
        .contains("mail0.example.com.  300  IN  A  192.0.2.1")
        .contains("rel=\"next\" href=\"/fix?rule=ptr-matches-a&amp;from=100\"")
        .contains("href=\"/fix/download?rule=ptr-matches-a&amp;kind=ZONE_RECORD\"")
        .contains("&lt;img src=x onerror=alert(1)&gt;")
        .doesNotContain("<img", "??", "style=");
    assertThat(page.split("name=\"finding\"")).as("a hundred accounts a page").hasSize(101);
  }

  @Test
  void oneClientOrAccountCanBeShown() throws Exception {
    assertThat(pages.get("/fix?rule=ptr-matches-a&client=Client 1", Locale.ENGLISH))
        .contains("100 findings")
        .contains("/fix/download?rule=ptr-matches-a&amp;client=Client%201&amp;kind=ZONE_RECORD")
        .as("a browser shows the page of a text that is gone")
        .doesNotContainPattern("<a [^>]*/fix/download[^>]* download[ =>]");
    assertThat(pages.get("/fix?rule=ptr-matches-a&account=" + id(7), Locale.ENGLISH))
        .contains("1 finding<", "in 1 account<", "mail7.example.com")
        .containsSubsequence("For each of them", "<b>(a) ", "<li>", "<b>(b) ", "<li>")
        .doesNotContain("<li>(a)");
    assertThat(pages.get("/fix?rule=no-open-relay", Locale.ENGLISH)).contains("Fix together");
  }

  private MockHttpServletResponse download(String query, Locale locale) {
    return pages
        .mvc()
        .get()
        .uri("/fix/download?rule=ptr-matches-a&" + query)
        .with(TestUsers.user("mika").roles("ADMINISTRATOR"))
        .locale(locale)
        .exchange()
        .getResponse();
  }

  @ParameterizedTest
  @CsvSource({
    "en, kind=SHELL, 'This text is no longer needed, because the findings have changed.'",
    "en, block=99, 'This text is no longer needed, because the findings have changed.'",
    "ja, kind=PTR_REQUEST, 項目が変わったため、このテキストは不要になりました。",
  })
  void aTextThatIsNeededNoMoreIsRefusedOnThePage(String language, String query, String problem)
      throws Exception {
    MockHttpServletResponse gone =
        download(query + "&account=" + id(7), Locale.forLanguageTag(language));

    assertThat(gone.getStatus()).isEqualTo(404);
    assertThat(gone.getContentAsString())
        .containsSubsequence("role=\"alert\">" + problem, "mail7.example.com")
        .contains("kind=ZONE_RECORD");
  }

  @Test
  void aTextIsChosenByItsKindAndNotByItsPlace() throws Exception {
    for (String kind : List.of("ZONE_RECORD", "ROUTE53_CLI", "TERRAFORM")) {
      assertThat(download("kind=" + kind, Locale.ENGLISH).getHeader("Content-Disposition"))
          .contains("todoku-ptr-matches-a-" + kind.toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    assertThat(download("block=1", Locale.ENGLISH).getContentAsByteArray())
        .as("a link of an earlier release")
        .isEqualTo(download("kind=ROUTE53_CLI", Locale.ENGLISH).getContentAsByteArray());
  }

  @Test
  void aBlockIsDownloadedWhole() throws Exception {
    MockHttpServletResponse file = download("kind=ZONE_RECORD", Locale.ENGLISH);

    assertThat(file.getContentType()).isEqualTo("text/plain;charset=UTF-8");
    assertThat(file.getHeader("Content-Disposition"))
        .isEqualTo("attachment; filename=\"todoku-ptr-matches-a-zone-record.txt\"");
    assertThat(file.getContentAsString().lines().filter(line -> !line.isEmpty()))
        .hasSize(2 * ACCOUNTS)
        .allMatch(line ->
            line.startsWith("; ")
                || line.matches("mail\\d+\\.example\\.com\\.  300  IN  A  192\\.0\\.\\d\\.\\d+"))
        .contains("; Client 1 · " + HOSTILE + " · " + id(1));
  }

  @Test
  void whatWasDoneIsTickedOffWithNameAndDate() throws Exception {
    JsonNode before = finding(7);
    assertThat(before.get("done").isNull()).isTrue();
    String key = before.get("resource").asString();

    pages.post(
        "/fix/done",
        Locale.ENGLISH,
        "rule",
        "ptr-matches-a",
        "action",
        "mark",
        "finding",
        id(7) + " " + key);

    assertThat(finding(7).at("/done/author").asString()).isEqualTo("mika");
    assertThat(finding(7).at("/done/foundAgain").asBoolean()).isFalse();
    assertThat(pages.get("/fix?rule=ptr-matches-a&account=" + id(7), Locale.ENGLISH))
        .contains("done by mika", "1 marked as done");
    assertThat(get("/accounts/" + id(7) + "/checklist").json().at("/readiness").asString())
        .as("a mark changes no verdict")
        .isEqualTo("NOT_READY");

    pages.post(
        "/fix/done",
        Locale.ENGLISH,
        "rule",
        "ptr-matches-a",
        "action",
        "unmark",
        "finding",
        id(7) + " " + key);
    assertThat(finding(7).get("done").isNull()).isTrue();
  }

  @Test
  void findingsOfSeveralAccountsAreWaivedAtOnce() throws Exception {
    String until = LocalDate.now().plusDays(9).toString();
    String[] two = {
      id(21) + " " + finding(21).get("resource").asString(),
      id(22) + " " + finding(22).get("resource").asString()
    };

    pages.post(
        "/fix/waivers",
        Locale.ENGLISH,
        "rule",
        "ptr-matches-a",
        "finding",
        two[0],
        "finding",
        two[1],
        "reason",
        "moves next week",
        "expires",
        until);

    for (int number : List.of(21, 22)) {
      JsonNode waiver = waiver(number);
      assertThat(waiver.get("reason").asString()).isEqualTo("moves next week");
      assertThat(waiver.get("author").asString()).isEqualTo("mika");
      assertThat(waiver.get("expires").asString()).isEqualTo(until);
    }
    assertThat(waiver(23).isMissingNode()).as("not selected").isTrue();
    assertThat(get("/fix?rule=ptr-matches-a&account=" + id(21)).json().get("findings").asInt())
        .as("a waived finding waits for nobody")
        .isZero();
    String[] waivers = {
      id(21) + " " + waiver(21).get("id").asString(), id(22) + " " + waiver(22).get("id").asString()
    };
    pages.post(
        "/fix/waivers/undo",
        Locale.ENGLISH,
        "rule",
        "ptr-matches-a",
        "waiver",
        waivers[0],
        "waiver",
        waivers[1],
        "waiver",
        id(21) + " rubbish");
    assertThat(waiver(21).isMissingNode()).isTrue();
    assertThat(waiver(22).isMissingNode()).isTrue();
    assertThat(
            get("/accounts/%s/findings/history?rule=ptr-matches-a&resource=%s"
                    .formatted(id(21), two[0].split(" ", 2)[1]))
                .json()
                .get("events")
                .valueStream()
                .limit(2)
                .map(event -> event.get("kind").asString() + " " + event.get("by").asString()))
        .containsExactly("WAIVER_ENDED mika", "WAIVED mika");
  }

  /** The waiver of the finding; missing where there is none. */
  private JsonNode waiver(int number) throws Exception {
    return get("/accounts/" + id(number) + "/checklist")
        .json()
        .get("items")
        .valueStream()
        .filter(item -> item.get("rule").asString().equals("ptr-matches-a"))
        .map(item -> item.get("waiver"))
        .filter(found -> found != null && !found.isNull())
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  @Test
  void withoutAReasonNothingIsWaived() throws Exception {
    String key = id(24) + " " + finding(24).get("resource").asString();

    pages.post(
        "/fix/waivers", Locale.ENGLISH, "rule", "ptr-matches-a", "finding", key, "reason", " ");

    assertThat(waiver(24).isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "en, moves next week, 2026-13-45, expires, A waiver must end between",
    "ja, 来週移行します, 31.12.2026, expires, 例外承認の期限は",
    "en, ' ', 2, reason, Enter a reason.",
  })
  void aWaiverThatIsRefusedKeepsWhatWasEnteredAndNamesItsField(
      String language, String reason, String day, String field, String problem) throws Exception {
    Locale locale = Locale.forLanguageTag(language);
    String expires = day.equals("2") ? LocalDate.now().plusDays(2).toString() : day;
    String chosen = id(25) + " " + finding(25).get("resource").asString();

    MockHttpServletResponse refused =
        pages
            .post(
                "/fix/waivers",
                locale,
                "rule",
                "ptr-matches-a",
                "account",
                id(25),
                "from",
                "0",
                "finding",
                chosen,
                "reason",
                reason,
                "expires",
                expires)
            .getResponse();

    assertThat(refused.getRedirectedUrl()).isEqualTo("/fix?rule=ptr-matches-a&account=" + id(25));
    String page = pages.get(refused.getRedirectedUrl(), locale);
    assertThat(page)
        .containsSubsequence(
            "<details open",
            "name=\"reason\"",
            "value=\"" + reason + "\"",
            "name=\"expires\"",
            "value=\"" + expires + "\"")
        .containsPattern(
            "name=\""
                + field
                + "\"[^>]* aria-invalid=\"true\"[^>]*><strong class=\"wrong\">[^<]*"
                + problem)
        .containsPattern("value=\"" + chosen + "\" checked")
        .doesNotContain("role=\"alert\"");
    assertThat(waiver(25).isMissingNode()).isTrue();
  }

  @Test
  void ofASelectionAllIsStoredOrNothing() throws Exception {
    String good = id(26) + " " + finding(26).get("resource").asString();
    String bad = id(27) + " " + "n".repeat(501);
    String removed = "999999999998 address/x";

    for (String other : List.of(bad, removed)) {
      String problem =
          other.equals(bad)
              ? "Enter a resource of at most 500 characters."
              : "An account of the selection was removed in the meantime. Nothing was stored.";
      MvcTestResult waived =
          pages.post(
              "/fix/waivers",
              Locale.ENGLISH,
              "rule",
              "ptr-matches-a",
              "finding",
              good,
              "finding",
              other,
              "reason",
              "moves next week",
              "expires",
              LocalDate.now().plusDays(9).toString());
      assertThat(waived.getMvcResult().getFlashMap().get("problem")).isEqualTo(problem);
      assertThat(waiver(26).isMissingNode()).as("waived beside " + other).isTrue();
      MvcTestResult marked =
          pages.post(
              "/fix/done",
              Locale.ENGLISH,
              "rule",
              "ptr-matches-a",
              "action",
              "mark",
              "finding",
              good,
              "finding",
              other);
      assertThat(marked.getMvcResult().getFlashMap().get("problem")).isEqualTo(problem);
      assertThat(finding(26).get("done").isNull()).as("marked beside " + other).isTrue();
    }
  }

  @Test
  void afterADecisionOneReturnsToTheSamePage() throws Exception {
    String key = id(28) + " " + finding(28).get("resource").asString();
    String[] where = {
      "rule", "ptr-matches-a", "client", "Client 1", "from", "100", "action", "unmark"
    };

    assertThat(pages.get("/fix?rule=ptr-matches-a&from=100", Locale.ENGLISH))
        .contains("<input type=\"hidden\" name=\"from\" value=\"100\">");
    assertThat(
            pages
                .post(
                    "/fix/done",
                    Locale.ENGLISH,
                    Stream.concat(Stream.of(where), Stream.of("finding", key))
                        .toArray(String[]::new))
                .getResponse()
                .getRedirectedUrl())
        .isEqualTo("/fix?rule=ptr-matches-a&client=Client%201&from=100");
    assertThat(pages.post("/fix/waivers", Locale.ENGLISH, where).getResponse().getRedirectedUrl())
        .isEqualTo("/fix?rule=ptr-matches-a&client=Client%201&from=100");
  }

  @Test
  void severalPeopleMarkTheSameAtOnce() throws Exception {
    String key = finding(12).get("resource").asString();

    ConcurrentCalls.repeat(8, who -> marks.mark(id(12), "ptr-matches-a", key, "person-" + who));

    assertThat(marks.of("ptr-matches-a"))
        .filteredOn(mark -> mark.accountId().equals(id(12)))
        .singleElement()
        .satisfies(mark -> assertThat(mark.author()).startsWith("person-"));
  }

  @Test
  void aScanThatStillFindsItContradictsTheMark() throws Exception {
    database
        .sql("update finding_state set first_seen = ?, changed_at = ? where account_id = ?")
        .params(at("2026-11-16T00:00:00Z"), at("2026-11-16T00:00:00Z"), id(11))
        .update();
    importSnapshot(wrongPtr(11, "account 11"));
    String key = finding(11).get("resource").asString();
    marks.mark(id(11), "ptr-matches-a", key, "mika");

    markedAt("2026-11-17T00:00:00Z");
    assertThat(finding(11).at("/done/foundAgain").asBoolean()).isTrue();
    assertThat(pages.get("/fix?rule=ptr-matches-a&account=" + id(11), Locale.ENGLISH))
        .contains("done by mika", ". The scan after it still found it.");

    markedAt("2026-11-15T00:00:00Z");
    assertThat(finding(11).get("done").isNull())
        .as("it was fine in between, and this is another finding")
        .isTrue();
  }

  private void markedAt(String time) {
    database
        .sql("update done_mark set marked_at = ? where account_id = ?")
        .params(at(time), id(11))
        .update();
  }

  private static OffsetDateTime at(String time) {
    return OffsetDateTime.parse(time);
  }

  private JsonNode finding(int number) throws Exception {
    return get("/fix?rule=ptr-matches-a&account=" + id(number)).json().at("/accounts/0/findings/0");
  }

  @Test
  void theApiGivesFindingsAndBlocks() throws Exception {
    JsonNode fix = get("/fix?rule=ptr-matches-a&client=Client%202").json();

    assertThat(fix.get("findings").asInt()).isEqualTo(100);
    assertThat(fix.get("accounts").size()).isEqualTo(100);
    assertThat(fix.at("/accounts/0/findings/0/verdict").asString()).isEqualTo("FAIL");
    assertThat(fix.at("/accounts/0/findings/0/summary").asString())
        .contains("198.51.100.9, not to 192.0.2.");
    assertThat(fix.at("/blocks/0/kind").asString()).isEqualTo("ZONE_RECORD");
    assertThat(fix.at("/blocks/0/accounts").asInt()).isEqualTo(100);
    assertProblem(get("/fix?rule=nope"), 404);
    assertProblem(get("/fix"), 404);
  }

  @Test
  void aCauseIsSettledInAllAccountsToo() throws Exception {
    String cause = get("/accounts/" + id(3) + "/checklist").json().at("/causes/0/id").asString();

    JsonNode fix = get("/fix?cause=" + cause).json();

    assertThat(fix.get("accounts").size()).isEqualTo(ACCOUNTS);
    assertThat(fix.at("/accounts/0/hides").asInt()).isPositive();
    assertThat(pages.get("/fix?cause=" + cause, Locale.ENGLISH))
        .contains("in 300 accounts")
        .doesNotContain("name=\"finding\"");
  }

  @Test
  void accountsFromFilesAreNotScanned() {
    assertThat(
            pages
                .post("/fix/scans", Locale.ENGLISH, "rule", "ptr-matches-a", "client", "Client 0")
                .getResponse()
                .getRedirectedUrl())
        .isEqualTo("/fix?rule=ptr-matches-a&client=Client%200");
  }

  @Test
  void anAccountThatWasRemovedMeanwhileIsNotScanned() {
    assertThat(
            pages
                .post(
                    "/fix/scans",
                    Locale.ENGLISH,
                    "rule",
                    "ptr-matches-a",
                    "finding",
                    "888888888888 address/ap-northeast-1/192.0.2.7")
                .getResponse()
                .getRedirectedUrl())
        .isEqualTo("/fix?rule=ptr-matches-a");
  }

  @Test
  void theRulePageTheDashboardAndACauseLeadHere() throws Exception {
    assertThat(pages.get("/rules/ptr-matches-a", Locale.ENGLISH))
        .contains("href=\"/fix?rule=ptr-matches-a\"");
    assertThat(pages.get("/accounts?rule=ptr-matches-a&client=Client 0", Locale.ENGLISH))
        .contains("href=\"/fix?rule=ptr-matches-a&amp;client=Client%200\"");
    assertThat(pages.get("/accounts/" + id(3), Locale.ENGLISH)).contains("href=\"/fix?cause=");
  }
}
