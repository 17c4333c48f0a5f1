package io.todoku;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import io.todoku.locale.ShownDate;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.testing.PageClient;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.util.UriUtils;

/** What people decide on the checklist page: for several resources at once, and taken back. */
class ChecklistDecisionsIntegrationTests extends ApiFixture {

  private static final String ACCOUNT_PATH = "/accounts/" + ACCOUNT_ID;
  private static final String RULE = "ptr-matches-a";
  private static final String LIMIT = "send-limit-removed";

  @Autowired private WebApplicationContext context;
  @Autowired private JdbcTemplate sql;

  @BeforeEach
  void importFourSendersWithWrongRecords() throws Exception {
    SnapshotBuilder world = aSnapshot();
    IntStream.rangeClosed(1, 4)
        .forEach(i ->
            world
                .withSender("192.0.2." + i)
                .ptr("192.0.2." + i, "mail" + i + ".example.com")
                .dns("mail" + i + ".example.com", "A", "203.0.113." + i));
    Snapshot snapshot = world.build();
    importSnapshot(
        snapshot.judgedAt(
            snapshot.judgedAt(),
            new AccountFacts(
                ACCOUNT_ID, "main", "", Environment.PRODUCTION, List.of(), Map.of(), Map.of()),
            List.of()));
  }

  private static String key(int sender) {
    return "address/ap-northeast-1/192.0.2." + sender;
  }

  private long waived() throws Exception {
    return get(ACCOUNT_PATH + "/checklist")
        .json()
        .get("items")
        .valueStream()
        .filter(item -> item.get("rule").asString().equals(RULE))
        .filter(item -> item.hasNonNull("waiver"))
        .count();
  }

  private MvcTestResult post(String path, Map<String, String[]> parameters) {
    var request =
        MockMvcTester.from(context, builder -> builder.apply(springSecurity()).build())
            .post()
            .uri(ACCOUNT_PATH + path)
            .with(user("mika"))
            .with(csrf())
            .locale(Locale.ENGLISH);
    parameters.forEach(request::param);
    return request.exchange();
  }

  /** What the next page shows. */
  private static Map<String, Object> flash(MvcTestResult result) {
    return result.getMvcResult().getFlashMap();
  }

  private MvcTestResult waive(String back, String... resources) {
    return post(
        "/waivers",
        Map.of(
            "rule",
            new String[] {RULE},
            "resource",
            resources,
            "reason",
            new String[] {"moves in March"},
            "expires",
            new String[] {LocalDate.now().plusDays(30).toString()},
            "back",
            new String[] {back}));
  }

  @Test
  void severalResourcesAreWaivedAtOnceAndTheWaiverIsUndone() throws Exception {
    MvcTestResult result = waive("?rule=" + RULE, key(1), key(3));

    assertThat(waived()).isEqualTo(2);
    assertThat(result).hasRedirectedUrl(ACCOUNT_PATH + "?rule=" + RULE);
    assertThat(result.getMvcResult().getFlashMap().get("message"))
        .asString()
        .startsWith(
            "2 findings waived until "
                + ShownDate.of(LocalDate.now().plusDays(30), Locale.ENGLISH));
    List<?> undo = (List<?>) result.getMvcResult().getFlashMap().get("undoWaivers");

    post(
        "/waivers/undo",
        Map.of("waiver", undo.stream().map(String::valueOf).toArray(String[]::new)));

    assertThat(waived()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"en, A waiver must end between", "ja, 例外承認の期限は"})
  void aDayThatIsNoDateIsToldInTheFormOfItsFinding(String language, String problem)
      throws Exception {
    PageClient pages = new PageClient(context);
    Locale locale = Locale.forLanguageTag(language);

    String address =
        pages
            .post(
                ACCOUNT_PATH + "/waivers",
                locale,
                "rule",
                RULE,
                "resource",
                key(2),
                "reason",
                "moves in March",
                "expires",
                "31/03",
                "back",
                "?rule=" + RULE)
            .getResponse()
            .getRedirectedUrl();
    String page = pages.get(address.replaceAll("#.*", ""), locale);

    assertThat(waived()).isZero();
    assertThat(page.substring(page.indexOf("id=\"" + RULE + "/" + key(2) + "\"")))
        .containsSubsequence(
            "<details open=\"open\"><summary>",
            "value=\"" + key(2) + "\"",
            "value=\"moves in March\"",
            "name=\"expires\"",
            "value=\"31/03\"",
            "aria-invalid=\"true\"",
            "<strong class=\"wrong\">" + problem);
    assertThat(page.split("class=\"wrong\"")).as("in one form only").hasSize(2);
    assertThat(page).as("beside its field only").doesNotContain("role=\"alert\">" + problem);
  }

  @ParameterizedTest
  @CsvSource({
    "en, 31/03, '', date, “31/03” is not a date.",
    "ja, 31/03, '', date, 「31/03」は日付ではありません。",
    "en, 2999-01-02, '', date, The date 2999-01-02 is in the future.",
    "en, '', '', date, An attestation needs a state",
    "en, 2026-01-02, soon, expires, “soon” is not a date.",
    "en, 2026-01-02, 2026-01-03, expires, 2026-01-03 has passed.",
  })
  void anAttestationWithAWrongDateIsShownAgainAsItWasEntered(
      String language, String date, String expires, String field, String problem) throws Exception {
    PageClient pages = new PageClient(context);
    Locale locale = Locale.forLanguageTag(language);
    String resource = "region/ap-northeast-1/ap-northeast-1";

    String address =
        pages
            .post(
                ACCOUNT_PATH + "/attestations",
                locale,
                "rule",
                LIMIT,
                "region",
                "ap-northeast-1",
                "resource",
                resource,
                "state",
                "REFUSED",
                "date",
                date,
                "expires",
                expires,
                "caseId",
                "170000001",
                "note",
                "they asked for the domains",
                "back",
                "?area=limits")
            .getResponse()
            .getRedirectedUrl();
    String page = pages.get(address.replaceAll("#.*", ""), locale);

    assertThat(sql.queryForObject("select count(*) from attestation", Integer.class)).isZero();
    assertThat(page.substring(page.indexOf("id=\"" + LIMIT + "/" + resource + "\"")))
        .containsSubsequence(
            "<details class=\"task\" open=\"open\">",
            "value=\"" + resource + "\"",
            "value=\"REFUSED\" selected=\"selected\"",
            "name=\"date\"",
            "name=\"caseId\"",
            "value=\"170000001\"",
            "name=\"expires\"",
            "name=\"note\"",
            "value=\"they asked for the domains\"");
    assertThat(page)
        .containsSubsequence(
            "name=\"" + field + "\"",
            "aria-invalid=\"true\"",
            "<strong class=\"wrong\">" + problem);
    assertThat(Stream.of(date, expires).filter(entered -> !entered.isEmpty()))
        .allSatisfy(entered -> assertThat(page).contains("value=\"" + entered + "\""));
    assertThat(page.split("class=\"wrong\"")).as("at one field only").hasSize(2);
    assertThat(page).as("beside its field only").doesNotContain("role=\"alert\">" + problem);
  }

  @Test
  void theRowOfARefusedWaiverIsUnfolded() throws Exception {
    pages()
        .post(
            ACCOUNT_PATH + "/waivers",
            Locale.ENGLISH,
            "rule",
            RULE,
            "resource",
            key(3),
            "reason",
            "moves in March",
            "expires",
            "31/03");

    String page = pages().get(ACCOUNT_PATH + "?rule=" + RULE, Locale.ENGLISH);

    assertThat(page.substring(page.indexOf("id=\"" + RULE + "/" + key(3) + "\"")).lines())
        .filteredOn(line -> line.contains("<details class=\"task\""))
        .first()
        .asString()
        .contains("open=\"open\"");
  }

  @Test
  void ofSeveralWaiversNoneIsKeptWhereOneIsInvalid() throws Exception {
    waive("", key(1), "x".repeat(501));

    assertThat(waived()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "?area=domains&q=mail%201, ?area=domains&q=mail%201",
    "//example.org, ''",
    "?x#y, ''",
    "?{id}, ''",
    "/addresses/192.0.2.1, /addresses/192.0.2.1",
    "/finding?rule=a&resource=b%2F1, /finding?rule=a&resource=b%2F1",
    "/addresses/192.0.2.1/../../../settings, ''",
    "/edit, ''",
    "'', ''",
  })
  void thePageOfADecisionIsReturnedTo(String back, String query) {
    assertThat(waive(back, key(1), key(2))).hasRedirectedUrl(ACCOUNT_PATH + query);
  }

  @Test
  void aSingleWaiverReturnsToItsFinding() {
    assertThat(waive("", key(1)))
        .hasRedirectedUrl(ACCOUNT_PATH + "#ptr-matches-a%2Faddress%2Fap-northeast-1%2F192.0.2.1");
  }

  @Test
  void anAttestationIsShownAndTakenBack() throws Exception {
    MvcTestResult result =
        post(
            "/attestations",
            Map.of(
                "rule",
                new String[] {LIMIT},
                "region",
                new String[] {"ap-northeast-1"},
                "state",
                new String[] {"GRANTED"},
                "date",
                new String[] {"2026-01-02"},
                "note",
                new String[] {"<b>case</b>"}));
    PageClient pages = new PageClient(context);
    assertThat(pages.get(ACCOUNT_PATH, Locale.ENGLISH))
        .contains("Take back", "Jan 2, 2026", "&lt;b&gt;case&lt;/b&gt;");

    post(
        "/attestations/" + result.getMvcResult().getFlashMap().get("undoAttestation") + "/withdraw",
        Map.of());

    assertThat(pages.get(ACCOUNT_PATH, Locale.ENGLISH)).doesNotContain("Take back");
    assertThat(
            call(
                    "DELETE",
                    ACCOUNT_PATH
                        + "/attestations/"
                        + result.getMvcResult().getFlashMap().get("undoAttestation"),
                    null)
                .status())
        .as("it is gone")
        .isEqualTo(404);
  }

  /** The row that the forms of a row lead to. */
  private static String next(String page, String row) {
    String form = page.substring(page.indexOf("name=\"resource\" value=\"" + row + "\""));
    return form.replaceFirst("(?s).*?name=\"next\" value=\"([^\"]*)\".*", "$1");
  }

  @Test
  void anAnswerLeadsToTheNextRowWithItsMessageAndUndo() throws Exception {
    String resource = "region/ap-northeast-1/ap-northeast-1";
    String before = pages().get(ACCOUNT_PATH, Locale.ENGLISH);
    String next = next(before, resource);
    assertThat(before)
        .containsSubsequence(
            "<li id=\"" + LIMIT + "/" + resource + "\"", "<li id=\"" + next + "\"");

    String address =
        pages()
            .post(
                ACCOUNT_PATH + "/attestations",
                Locale.ENGLISH,
                "rule",
                LIMIT,
                "region",
                "ap-northeast-1",
                "resource",
                resource,
                "state",
                "GRANTED",
                "date",
                "2026-01-02",
                "next",
                next)
            .getResponse()
            .getRedirectedUrl();

    assertThat(address)
        .isEqualTo(ACCOUNT_PATH + "#" + UriUtils.encode(next, StandardCharsets.UTF_8));
    assertThat(pages().get(ACCOUNT_PATH, Locale.ENGLISH))
        .containsSubsequence(
            "role=\"status\"><span>Answer recorded for ap-northeast-1.",
            "Undo",
            "id=\"" + next + "\"");
  }

  @Test
  void afterTheLastRowTheOneBeforeItFollowsAndAfterTheOnlyOneThePage() throws Exception {
    String all = pages().get(ACCOUNT_PATH + "?rule=" + RULE, Locale.ENGLISH);
    assertThat(next(all, key(1))).isEqualTo(RULE + "/" + key(2));
    assertThat(next(all, key(4))).isEqualTo(RULE + "/" + key(3));
    String one = pages().get(ACCOUNT_PATH + "?rule=" + RULE + "&q=mail2", Locale.ENGLISH);
    assertThat(next(one, key(2))).isEmpty();

    MvcTestResult waived =
        pages()
            .post(
                ACCOUNT_PATH + "/waivers",
                Locale.ENGLISH,
                "rule",
                RULE,
                "resource",
                key(2),
                "reason",
                "moves in March",
                "expires",
                LocalDate.now().plusDays(30).toString(),
                "back",
                "?rule=" + RULE,
                "next",
                "");

    assertThat(waived).hasRedirectedUrl(ACCOUNT_PATH + "?rule=" + RULE);
    assertThat(flash(waived)).containsKeys("message", "undoWaivers");
  }

  @Test
  void severalAddressesAreSaidToSendNothingAtOnce() throws Exception {
    MvcTestResult result =
        post(
            "/roles/several",
            Map.of(
                "address",
                new String[] {"192.0.2.1", "192.0.2.2"},
                "sends",
                new String[] {"no"},
                "reason",
                new String[] {"a relay sends for them"}));

    assertThat(result).hasRedirectedUrl(ACCOUNT_PATH);
    assertThat(result.getMvcResult().getFlashMap().get("message"))
        .isEqualTo("Saved for 2 addresses. The checklist is up to date.");
    assertThat(
            get(ACCOUNT_PATH + "/checklist")
                .json()
                .get("senders")
                .valueStream()
                .filter(sender -> sender.at("/sends/role").asString().equals("SENDS"))
                .map(sender -> sender.get("address").asString()))
        .containsExactly("192.0.2.3", "192.0.2.4");
  }

  @Test
  void theRowOfAnAddressShowsItsPicture() throws Exception {
    PageClient pages = new PageClient(context);

    assertThat(pages.get(ACCOUNT_PATH + "?rule=" + RULE, Locale.ENGLISH))
        .contains("hx-get=\"" + ACCOUNT_PATH + "/addresses/192.0.2.1/picture\"");
    assertThat(pages.get(ACCOUNT_PATH + "/addresses/192.0.2.1/picture", Locale.ENGLISH))
        .startsWith("<figure")
        .contains("mail1.example.com points to 203.0.113.1, not to 192.0.2.1.")
        .doesNotContain("<html");
    assertThat(pages.get(ACCOUNT_PATH + "/addresses/192.0.2.99/picture", Locale.ENGLISH).strip())
        .isEmpty();
  }

  private MvcTestResult override(String address, String choice, String reason) {
    return pages()
        .post(
            ACCOUNT_PATH + "/roles",
            Locale.ENGLISH,
            "address",
            address,
            "choice",
            choice,
            "reason",
            reason);
  }

  private @Nullable PageClient client;

  /** One browser with one session. */
  private PageClient pages() {
    if (client == null) {
      client = new PageClient(context);
    }
    return client;
  }

  private MvcTestResult undo(MvcTestResult done, String... more) {
    return pages()
        .post(
            ACCOUNT_PATH + "/roles/undo",
            Locale.ENGLISH,
            Stream.concat(
                    Stream.of(
                        "undo", String.valueOf(done.getMvcResult().getFlashMap().get("undoRoles"))),
                    Stream.of(more))
                .toArray(String[]::new));
  }

  private List<String> overrides() {
    return sql.queryForList(
        "select address || ' ' || coalesce(cast(sends as varchar), 'auto') || ' ' || author || ' '"
            + " || reason || ' ' || created_at from role_override where account_id = ? order by"
            + " address",
        String.class,
        ACCOUNT_ID);
  }

  @Test
  void anOverrideIsUndoneOnThePageOfItsAddressWithItsFormerAuthorAndTime() throws Exception {
    sql.update(
        "insert into role_override (account_id, address, sends, author, created_at, reason,"
            + " domains) values (?, '192.0.2.1', true, 'ken', timestamp with time zone '2026-01-02"
            + " 03:04:05+00', 'a relay', '')",
        ACCOUNT_ID);
    List<String> before = overrides();
    MvcTestResult done = override("192.0.2.1", "no", "it is switched off");
    assertThat(overrides()).singleElement().asString().contains(" mika it is switched off ");

    MvcTestResult undone = undo(done, "address", "192.0.2.1");

    assertThat(overrides()).isEqualTo(before);
    assertThat(undone).hasRedirectedUrl(ACCOUNT_PATH + "/addresses/192.0.2.1#role");
    assertThat(flash(undone))
        .containsEntry("message", "Undone. What was recorded before counts again.");
    assertThat(flash(undo(done)))
        .as("only once")
        .containsEntry(
            "problem", "Not undone: somebody has changed it since, or it was undone already.");
  }

  @Test
  void whatIsRemovedComesBackAndWhatIsNewGoes() throws Exception {
    MvcTestResult added = override("192.0.2.1", "no", "it is switched off");
    List<String> recorded = overrides();
    MvcTestResult removed = override("192.0.2.1", "auto", "");
    assertThat(overrides()).isEmpty();

    undo(removed);
    assertThat(overrides()).isEqualTo(recorded);
    assertThat(flash(undo(added))).containsKey("problem");
    assertThat(overrides()).isEqualTo(recorded);

    undo(override("192.0.2.2", "yes", "the backup"));
    assertThat(overrides()).isEqualTo(recorded);
  }

  @Test
  void anOverrideThatSomebodyHasChangedSinceIsNotUndone() throws Exception {
    MvcTestResult done = override("192.0.2.1", "no", "it is switched off");
    sql.update("update role_override set author = 'ken', sends = true");

    assertThat(flash(undo(done)))
        .containsEntry(
            "problem", "Not undone: somebody has changed it since, or it was undone already.");
    assertThat(overrides()).singleElement().asString().startsWith("192.0.2.1 TRUE ken ");
  }

  @Test
  void answersForSeveralAddressesAreUndoneTogetherWhereTheyWereGiven() throws Exception {
    MvcTestResult done =
        pages()
            .post(
                ACCOUNT_PATH + "/roles/several",
                Locale.ENGLISH,
                "address",
                "192.0.2.1",
                "address",
                "192.0.2.2",
                "sends",
                "no",
                "reason",
                "a relay sends for them");
    assertThat(overrides()).hasSize(2);

    assertThat(undo(done, "back", "?area=servers"))
        .hasRedirectedUrl(ACCOUNT_PATH + "?area=servers");
    assertThat(overrides()).isEmpty();
  }

  @Test
  void whereOneAnswersLeadsToThePageOfTheAddress() throws Exception {
    call("DELETE", ACCOUNT_PATH, null);
    importSnapshot(
        aSnapshot()
            .withElasticIp("203.0.113.9", Map.of())
            .dns("example.com", "MX", "10 mail.example.com")
            .dns("example.com", "TXT", "v=spf1 include:relay.example.net -all")
            .dns("relay.example.net", "TXT", "v=spf1 ip4:192.0.2.200 -all")
            .dns("mail.example.com", "A", "203.0.113.9")
            .ptr("203.0.113.9", "mail.example.com")
            .withDomain("example.com")
            .build());

    String page = pages().get(ACCOUNT_PATH + "?show=all", Locale.ENGLISH);

    assertThat(page)
        .contains("href=\"" + ACCOUNT_PATH + "/addresses/203.0.113.9#role\">Answer…</a>")
        .doesNotContain("#senders\"");
    assertThat(pages().get(ACCOUNT_PATH + "/addresses/203.0.113.9", Locale.ENGLISH))
        .contains("id=\"role\"");
  }
}
