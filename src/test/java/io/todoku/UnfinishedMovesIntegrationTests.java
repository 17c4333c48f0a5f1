package io.todoku;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.Runbooks;
import io.todoku.runbook.plan.MigrationStrategy;
import io.todoku.runbook.plan.Plan;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.testing.PageClient;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** What a move mends is told as its step; what it has nothing to do with is not. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:moves;DB_CLOSE_DELAY=-1")
class UnfinishedMovesIntegrationTests extends ApiFixture {

  private static final String ACCOUNT_PATH = "/accounts/" + ACCOUNT_ID;
  private static final String MOVED = "192.0.2.7";
  private static final String DECOY = "192.0.2.8";

  @Autowired private WebApplicationContext context;
  @Autowired private Runbooks runbooks;
  private PageClient pages;

  @BeforeEach
  void importAMovedSenderAndADecoy() throws Exception {
    pages = new PageClient(context);
    importSnapshot(world().build());
  }

  @AfterEach
  void removeRunbooks() {
    runbooks.all().forEach(stored -> runbooks.remove(stored.id()));
  }

  private static SnapshotBuilder world() {
    return aSnapshot()
        .withSender(MOVED)
        .ptr(MOVED, "mail.example.com")
        .dns("mail.example.com", "A", "198.51.100.9")
        .withSender(DECOY)
        .ptr(DECOY, "other.example.com")
        .dns("other.example.com", "A", "198.51.100.8")
        .withDomain("example.com")
        .dns("example.com", "MX", "10 mail.example.com")
        .dns("example.com", "TXT", "v=spf1 ip4:192.0.2.8 -all")
        .withDomain("example.org")
        .dns("example.org", "MX", "10 other.example.com")
        .dns("example.org", "TXT", "v=spf1 -all");
  }

  private static Plan plan(String targetAccount) {
    return new Plan(
        "mail <b>→ EC2",
        MigrationStrategy.KEEP_NAME,
        "example.com",
        List.of("s1"),
        new Plan.OldServer("mail.example.com", "198.51.100.9", null, null),
        new Plan.TargetAccount(targetAccount, SnapshotBuilder.REGION),
        new Plan.NewServer("mail2.example.com", null),
        new Plan.NewServer("mail.example.com", MOVED));
  }

  private UUID plan() {
    return runbooks.create(plan(ACCOUNT_ID), "mika");
  }

  private UUID begin() {
    UUID id = plan();
    runbooks.confirm(id, "send-limit", "mika", "case 123");
    return id;
  }

  private JsonNode item(String rule, String address) throws Exception {
    return get(ACCOUNT_PATH + "/checklist")
        .json()
        .get("items")
        .valueStream()
        .filter(item -> item.get("rule").asString().equals(rule))
        .filter(item ->
            address.equals(item.at("/resource/address").asString(""))
                || address.equals(item.at("/resource/id").asString("")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsFixedTogetherLeavesOutWhatTheMoveMends() throws Exception {
    begin();

    assertThat(get("/fix?rule=ptr-matches-a").json().get("blocks").toString())
        .contains("other.example.com.  300  IN  A  " + DECOY)
        .doesNotContain("mail.example.com");
    assertThat(pages.get("/fix?rule=ptr-matches-a", Locale.ENGLISH))
        .containsSubsequence(
            "mail.example.com resolves to", "Part of the move", "#a-2\"", "step 15 of 23")
        .contains("For each finding that is not part of a move:")
        .contains("other.example.com resolves to");
  }

  /** The plan names an account of another client, of which people of this one must see nothing. */
  @Test
  void aMoveFromAnotherClientIsToldOnlyToWhoSeesBoth() throws Exception {
    String other = "444444444444";
    call(
        "POST",
        "/accounts",
        "{\"id\":\"%s\",\"name\":\"x\",\"client\":\"Other\",\"access\":{\"profile\":\"p\"}}"
            .formatted(other));
    Plan own = plan(ACCOUNT_ID);
    runbooks.create(
        new Plan(
            "from the other client",
            own.strategy(),
            own.domain(),
            own.dkimSelectors(),
            new Plan.OldServer("mail.example.com", "198.51.100.9", other, SnapshotBuilder.REGION),
            own.target(),
            own.first(),
            own.second()),
        "mika");

    assertThat(item("ptr-matches-a", MOVED).at("/move/move").asString())
        .isEqualTo("from the other client");
    for (String path :
        List.of(
            "/api/v1" + ACCOUNT_PATH + "/checklist",
            "/api/v1" + ACCOUNT_PATH + "/addresses/" + MOVED,
            "/api/v1" + ACCOUNT_PATH + "/report?format=json",
            "/api/v1/fix?rule=ptr-matches-a",
            ACCOUNT_PATH,
            ACCOUNT_PATH + "/report",
            "/fix?rule=ptr-matches-a",
            "/runbooks")) {
      assertThat(
              pages
                  .mvc()
                  .get()
                  .uri(path)
                  .with(user("eve").roles("VIEWER").clients("Example KK"))
                  .exchange())
          .as(path)
          .hasStatusOk()
          .bodyText()
          .doesNotContain("from the other client");
    }
    call("DELETE", "/accounts/" + other, null);
  }

  @Test
  void aRunbookOfWhichNothingWasObservedYetIsListed() throws Exception {
    plan();

    assertThat(pages.get("/runbooks", Locale.ENGLISH)).contains("mail &lt;b", "Not checked yet.");
  }

  @Test
  void theFindingNamesTheStepThatMendsItAndOthersDoNot() throws Exception {
    UUID id = begin();

    JsonNode move = item("ptr-matches-a", MOVED).get("move");
    assertThat(move.get("runbook").asString()).isEqualTo(id.toString());
    assertThat(move.get("step").asString()).isEqualTo("a-2");
    assertThat(move.get("number").asInt()).isEqualTo(15);
    assertThat(move.get("of").asInt()).isEqualTo(23);
    assertThat(move.get("begun").asBoolean()).isTrue();
    assertThat(move.get("title").asString()).isEqualTo("mail.example.com points to " + MOVED);
    assertThat(item("ptr-matches-a", MOVED).at("/remedy/cautions/0").asString())
        .isEqualTo(
            "This is step 15 of 23 of the move “mail <b>→ EC2”. Changing it now disturbs the"
                + " move.");
    assertThat(item("ptr-matches-a", DECOY).get("move").isNull()).isTrue();
    assertThat(item("ptr-matches-a", DECOY).get("remedy").toString()).doesNotContain("the move “");
  }

  @ParameterizedTest
  @CsvSource({
    "en, The planned move “mail &lt;b&gt;→ EC2” changes this:, step 15 of 23,"
        + " Change it now all the same…, disturbs the move, Step 15,"
        + " For each finding that is not part of a move:",
    "ja, 予定している移行「mail &lt;b&gt;→ EC2」で変更されます:, 手順 15/23, それでも今すぐ変更する…, 移行の妨げ, 手順 15</span>, 移行に含まれない項目に必要な対応:",
  })
  void aMoveThatIsPlannedOnlyIsMentionedBesideTheRemedy(
      String language,
      String planned,
      String step,
      String anyway,
      String caution,
      String action,
      String others)
      throws Exception {
    UUID id = plan();
    Locale locale = Locale.forLanguageTag(language);

    String page = pages.get(ACCOUNT_PATH + "?rule=ptr-matches-a", locale);

    assertThat(page)
        .containsSubsequence(
            planned,
            "<a href=\"/runbooks/" + id + "#a-2\">" + step + "</a>",
            "mail.example.com.  300  IN  A  " + MOVED)
        .doesNotContain(anyway, caution, "<span class=\"do\">" + action);
    assertThat(pages.get(ACCOUNT_PATH + "/addresses/" + MOVED, locale)).contains(planned);
    assertThat(pages.get("/fix?rule=ptr-matches-a", locale))
        .contains(planned)
        .as("the steps are for all of them")
        .doesNotContain(others);
  }

  @Test
  void whatAPlannedMoveWillMendCanStillBeFixed() throws Exception {
    plan();

    JsonNode planned = item("ptr-matches-a", MOVED);
    assertThat(planned.at("/move/begun").asBoolean(true)).isFalse();
    assertThat(planned.at("/move/sentence").asString())
        .isEqualTo(
            "The planned move “mail <b>→ EC2”, which has not begun, changes this in step 15 of 23"
                + " (mail.example.com points to "
                + MOVED
                + ").");
    assertThat(planned.get("remedy").toString()).doesNotContain("disturbs the move");
    assertThat(get("/fix?rule=ptr-matches-a").json().get("blocks").toString())
        .contains("mail.example.com.  300  IN  A  " + MOVED);
    assertThat(pages.get(ACCOUNT_PATH + "/report?format=html&lang=en", Locale.ENGLISH))
        .containsSubsequence(
            "which has not begun, changes this in step 15 of 23",
            "mail.example.com.  300  IN  A  " + MOVED);
  }

  @Test
  void theSpfOfTheMovedDomainBelongsToItsStepAndThatOfAnotherDomainDoesNot() throws Exception {
    begin();

    JsonNode own = item("spf-authorises-senders", "example.com");
    assertThat(own.get("verdict").asString()).isEqualTo("FAIL");
    assertThat(own.at("/move/step").asString("none")).isEqualTo("spf-covers");
    assertThat(item("spf-authorises-senders", "example.org").get("move").isNull()).isTrue();
    assertThat(item("dmarc-published", "example.com").get("move").isNull())
        .as("the move does not touch it")
        .isTrue();
  }

  @Test
  void aMoveOfAnotherAccountConcernsNothing() throws Exception {
    runbooks.create(plan("999999999999"), "mika");

    assertThat(item("ptr-matches-a", MOVED).get("move").isNull()).isTrue();
    assertThat(pages.get(ACCOUNT_PATH, Locale.ENGLISH)).doesNotContain("Part of the move");
  }

  @ParameterizedTest
  @CsvSource({
    "en, Part of the move “mail &lt;b&gt;→ EC2”:, step 15 of 23, Change it now all the same…,"
        + " Changing it now disturbs the move., Step 15",
    "ja, 移行「mail &lt;b&gt;→ EC2」の一部です:, 手順 15/23, それでも今すぐ変更する…," + " 今変更すると移行の妨げになります。, 手順 15",
  })
  void theRowLeadsToTheStepAndFoldsTheRemedy(
      String language, String part, String step, String anyway, String caution, String action)
      throws Exception {
    UUID id = begin();
    Locale locale = Locale.forLanguageTag(language);

    String page = pages.get(ACCOUNT_PATH + "?rule=ptr-matches-a", locale);

    int decoy = page.indexOf("id=\"ptr-matches-a/address/ap-northeast-1/" + DECOY + "\"");
    String row = page.substring(page.indexOf("id=\"ptr-matches-a/"), decoy);
    assertThat(row)
        .contains("<span class=\"do\">" + action + "</span>")
        .containsSubsequence(
            part,
            "<a href=\"/runbooks/" + id + "#a-2\">" + step + "</a>",
            "<summary>" + anyway + "</summary>",
            caution,
            "mail.example.com.  300  IN  A  " + MOVED);
    assertThat(page.substring(decoy))
        .contains("other.example.com.  300  IN  A  " + DECOY)
        .doesNotContain(caution, anyway);
    assertThat(pages.get("/runbooks/" + id, locale)).contains("id=\"a-2\"");
    assertThat(pages.get(ACCOUNT_PATH + "/addresses/" + MOVED, locale))
        .contains("<a href=\"/runbooks/" + id + "#a-2\">" + step + "</a>");
    assertThat(pages.get(ACCOUNT_PATH + "/addresses/" + DECOY, locale))
        .doesNotContain("/runbooks/" + id);
  }

  @ParameterizedTest
  @CsvSource({
    "en, Part of the move “mail &lt;b&gt;→ EC2”: step 15 of 23 (mail.example.com points to",
    "ja, 移行「mail &lt;b&gt;→ EC2」の手順 15/23 です（mail.example.com",
  })
  void theReportNamesTheStepInsteadOfTheRecord(String language, String sentence) throws Exception {
    begin();

    String report =
        pages.get(
            ACCOUNT_PATH + "/report?format=html&lang=" + language, Locale.forLanguageTag(language));

    assertThat(report)
        .contains(sentence, "other.example.com.  300  IN  A  " + DECOY)
        .doesNotContain("mail.example.com.  300  IN  A  " + MOVED);
  }
}
