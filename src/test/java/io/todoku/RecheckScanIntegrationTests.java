package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.todoku.account.Accounts;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.ScanRepository;
import io.todoku.collect.Cell;
import io.todoku.collect.SnapshotPart;
import io.todoku.collect.SnapshotParts;
import io.todoku.collect.SnapshotSplitter;
import io.todoku.history.AccountHistory;
import io.todoku.history.AccountTrends;
import io.todoku.scan.Scans;
import io.todoku.scan.cell.CellStore;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.testing.PageClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.stubbing.Answer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** Rechecks are scans of their own with the cells of their target, and give way to whole scans. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:recheck;DB_CLOSE_DELAY=-1")
class RecheckScanIntegrationTests extends ApiFixture {

  private static final String PTR = "ptr-matches-a/address/ap-northeast-1/192.0.2.7";
  private static final String DATABASE = "rds-multi-az/db-instance/ap-northeast-1/db-1";

  @Autowired private WebApplicationContext context;
  @Autowired private Accounts accounts;
  @Autowired private Scans scans;
  @Autowired private ScanRepository repository;
  @Autowired private CellStore cells;
  @Autowired private AccountTrends trends;
  @Autowired private AccountHistory history;
  @Autowired private MeterRegistry meters;

  private final List<String> collected = new CopyOnWriteArrayList<>();

  @BeforeEach
  void scanOnce() throws Exception {
    addAccountWithProfile();
    collecting(wrong());
    scans.start(List.of(accounts.get(ACCOUNT_ID)));
    awaitIdle();
    collected.clear();
  }

  private static SnapshotBuilder world() {
    return SnapshotBuilder.aSnapshot()
        .inRegion("ap-northeast-1")
        .withSender("192.0.2.7")
        .withSender("192.0.2.8")
        .ptr("192.0.2.7", "mail.example.com")
        .ptr("192.0.2.8", "decoy.example.net")
        .dns("decoy.example.net", "A", "192.0.2.9");
  }

  private static Snapshot wrong() {
    return snapshot(
        world()
            .dns("mail.example.com", "A", "192.0.2.9")
            .database("db-1", "mysql", false, null, null));
  }

  private static Snapshot right() {
    return snapshot(
        world()
            .dns("mail.example.com", "A", "192.0.2.7")
            .database("db-1", "mysql", true, null, null));
  }

  /** Lets every cell collect its part of this snapshot, and only what its scope asks in DNS. */
  private void collecting(Snapshot snapshot) {
    answering(asked -> {
      Cell cell = asked.getArgument(0);
      SnapshotParts before = asked.getArgument(2);
      collected.add(cell.toString());
      SnapshotPart part = SnapshotSplitter.part(snapshot, cell);
      return before.scope().isPresent() && part instanceof SnapshotPart.DnsObservations all
          ? new SnapshotPart.DnsObservations(
              all.lookups().stream().filter(lookup -> !lookup.name().contains("decoy")).toList(),
              all.blocklists(),
              List.of(),
              List.of(),
              List.of())
          : part;
    });
  }

  /** Stubbed without a call, which the earlier answer would take for one of a scan. */
  private void answering(Answer<SnapshotPart> answer) {
    doAnswer(answer).when(collector).collect(any(), any(), any(), any());
  }

  private void awaitIdle() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> repository.findByState(ScanState.RUNNING).isEmpty());
  }

  private JsonNode recheck(String body) throws Exception {
    JsonResponse started = call("POST", "/accounts/" + ACCOUNT_ID + "/rechecks", body);
    assertThat(started.status()).as(started.response().body()).isEqualTo(202);
    awaitIdle();
    String location = started.response().headers().firstValue("Location").orElseThrow();
    return get(location.replace("/api/v1", "")).json();
  }

  private static JsonNode target(JsonNode result) {
    return result
        .get("findings")
        .valueStream()
        .filter(finding -> finding.get("target").asBoolean())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFindingOnNamesIsJudgedByDnsAlone() throws Exception {
    collecting(right());

    JsonNode result = recheck("{\"finding\":\"" + PTR + "\"}");

    assertThat(collected).containsExactly("DNS");
    assertThat(result.get("state").asString()).isEqualTo("DONE");
    assertThat(target(result).at("/before/verdict").asString()).isEqualTo("FAIL");
    assertThat(target(result).at("/before/summary").asString()).contains("192.0.2.9");
    assertThat(target(result).at("/after/verdict").asString()).isEqualTo("PASS");
    assertThat(checklistItem("ptr-matches-a").get("verdict").asString()).isEqualTo("PASS");
    assertThat(checklistItem("rds-multi-az").get("verdict").asString()).isNotEqualTo("PASS");
  }

  @Test
  void aDatabaseIsReadInItsRegionAlone() throws Exception {
    collecting(right());

    JsonNode result = recheck("{\"finding\":\"" + DATABASE + "\"}");

    assertThat(collected).containsExactly("REGION ap-northeast-1");
    assertThat(target(result).at("/after/verdict").asString()).isEqualTo("PASS");
    assertThat(target(result).at("/after/observed/0/at").asString())
        .startsWith(result.get("finishedAt").asString().substring(0, 19));
    assertThat(checklistItem("ptr-matches-a").get("verdict").asString()).isEqualTo("FAIL");
  }

  @Test
  void theAccountDoesNotCountAsScannedAgain() throws Exception {
    JsonNode before = get("/accounts/" + ACCOUNT_ID + "/checklist").json().get("scan");
    collecting(right());

    recheck("{\"finding\":\"" + PTR + "\"}");

    JsonNode after = get("/accounts/" + ACCOUNT_ID + "/checklist").json().get("scan");
    assertThat(after.get("finishedAt")).isEqualTo(before.get("finishedAt"));
    assertThat(after.get("startedAt")).isEqualTo(before.get("startedAt"));
    assertThat(before.get("recheckedAt").isNull()).isTrue();
    assertThat(after.get("recheckedAt").asString())
        .isGreaterThan(after.get("finishedAt").asString());
    assertThat(new PageClient(context).get("/accounts/" + ACCOUNT_ID, Locale.JAPANESE))
        .contains("一部を再確認");
    assertThat(get("/accounts/" + ACCOUNT_ID + "/history").json().valueStream())
        .extracting(scan -> scan.get("recheck").asBoolean())
        .containsExactly(true, false);
  }

  @Test
  void whatChangedSinceTheLastScanIsStillToldAfterARecheck() throws Exception {
    importSnapshot(right());
    collecting(right());
    recheck("{\"finding\":\"" + DATABASE + "\"}");

    assertThat(new PageClient(context).get("/accounts/" + ACCOUNT_ID, Locale.ENGLISH))
        .containsSubsequence("Changed since", "fixed or gone");
  }

  @Test
  void afterARecheckTheNextScanIsComparedWithTheScanBeforeOnEveryPage() throws Exception {
    collecting(right());
    recheck("{\"finding\":\"" + PTR + "\"}");
    UUID run = scans.start(List.of(accounts.get(ACCOUNT_ID))).run();
    awaitIdle();

    JsonNode outcome = get("/scans/" + run).json().at("/accounts/0/progress/outcome");
    long fixed = outcome.get("fixed").asLong();
    assertThat(fixed).as("with what the recheck had seen").isGreaterThanOrEqualTo(2);
    PageClient pages = new PageClient(context);
    assertThat(pages.get("/accounts/" + ACCOUNT_ID, Locale.ENGLISH))
        .containsSubsequence("Changed since", fixed + " fixed or gone");
    assertThat(pages.get("/accounts/" + ACCOUNT_ID + "/history", Locale.ENGLISH))
        .contains("PTR and A record agree", "192.0.2.7", "db-1");
  }

  @Test
  void theHistoryOfAFindingDatesTheNewAnswerByTheRecheck() throws Exception {
    collecting(right());
    JsonNode result = recheck("{\"finding\":\"" + PTR + "\"}");

    JsonNode newest =
        get("/accounts/"
                + ACCOUNT_ID
                + "/findings/history?rule=ptr-matches-a&resource="
                + PTR.substring(PTR.indexOf('/') + 1))
            .json()
            .at("/events/0");

    assertThat(newest.get("verdict").asString()).isEqualTo("PASS");
    assertThat(newest.get("at").asString().substring(0, 23))
        .isEqualTo(result.get("finishedAt").asString().substring(0, 23));
  }

  @Test
  void aRecheckThatBreaksIsNoFailedScan() throws Exception {
    answering(asked -> {
      throw new IllegalStateException("a bug");
    });

    JsonNode result = recheck("{\"finding\":\"" + PTR + "\"}");

    assertThat(scans.failedAt(ACCOUNT_ID)).isEmpty();
    assertThat(target(result).at("/after/verdict").asString()).isIn("FAIL", "UNKNOWN");
    assertThat(checklistItem("ptr-matches-a").get("verdict").asString()).isNotEqualTo("PASS");
  }

  @Test
  void aRecheckIsNoPointOfATrendAndTheLastPointIsTheStateAfterIt() throws Exception {
    scans.start(List.of(accounts.get(ACCOUNT_ID)));
    awaitIdle();
    String before = trendOnDashboard();
    collecting(right());
    recheck("{\"finding\":\"" + PTR + "\"}");
    recheck("{\"finding\":\"" + DATABASE + "\"}");

    assertThat(before).startsWith("Last 2 scans: to fix from 2 to 2,");
    assertThat(trendOnDashboard()).startsWith("Last 2 scans: to fix from 2 to 1,");
    assertThat(trends.last(12, List.of(ACCOUNT_ID)).get(ACCOUNT_ID)).hasSize(2);
    assertThat(history.trend(accounts.get(ACCOUNT_ID), 12, _ -> false)).hasSize(2);
    assertThat(get("/accounts/" + ACCOUNT_ID + "/report?format=html").response().body())
        .contains("first: 2 to fix", "now: 1 to fix");
  }

  private String trendOnDashboard() throws Exception {
    String page = new PageClient(context).get("/accounts", Locale.ENGLISH);
    int start = page.indexOf("Last 2 scans");
    return start < 0 ? page : page.substring(start, page.indexOf('<', start));
  }

  @Test
  void rechecksAreCountedApartFromScans() throws Exception {
    double scansBefore = counted("todoku.scan");
    double done = counted("todoku.recheck", "outcome", "done");
    double broken = counted("todoku.recheck", "outcome", "broken");
    double cancelled = counted("todoku.recheck", "outcome", "cancelled");
    collecting(right());
    recheck("{\"finding\":\"" + PTR + "\"}");
    endRunningRecheck(ScanState.FAILED);
    endRunningRecheck(ScanState.CANCELLED);

    assertThat(counted("todoku.recheck", "outcome", "done")).isEqualTo(done + 1);
    assertThat(counted("todoku.recheck", "outcome", "broken")).isEqualTo(broken + 1);
    assertThat(counted("todoku.recheck", "outcome", "cancelled")).isEqualTo(cancelled + 1);
    assertThat(counted("todoku.scan")).isEqualTo(scansBefore);
  }

  private void endRunningRecheck(ScanState state) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    answering(asked -> {
      go.await(30, TimeUnit.SECONDS);
      return SnapshotSplitter.part(right(), asked.getArgument(0));
    });
    String run =
        call("POST", "/accounts/" + ACCOUNT_ID + "/rechecks", "{\"finding\":\"" + PTR + "\"}")
            .json()
            .get("run")
            .asString();
    assertThat(cells.endWithoutSnapshot(UUID.fromString(run), ACCOUNT_ID, state)).isTrue();
    go.countDown();
  }

  private double counted(String meter, String... tags) {
    return meters.find(meter).tags(tags).timers().stream().mapToLong(Timer::count).sum();
  }

  @Test
  void aScanOfTheAccountEndsARecheck() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    answering(asked -> {
      Cell cell = asked.getArgument(0);
      SnapshotParts before = asked.getArgument(2);
      if (before.scope().isPresent()) {
        go.await(30, TimeUnit.SECONDS);
      }
      return SnapshotSplitter.part(right(), cell);
    });
    String started =
        call("POST", "/accounts/" + ACCOUNT_ID + "/rechecks", "{\"address\":\"192.0.2.7\"}")
            .json()
            .get("run")
            .asString();
    assertThat(scans.runningRun(ACCOUNT_ID)).isEmpty();
    assertProblem(
        call("POST", "/accounts/" + ACCOUNT_ID + "/rechecks", "{\"address\":\"192.0.2.8\"}"), 409);
    assertThat(
            call("POST", "/accounts/" + ACCOUNT_ID + "/rechecks", "{\"address\":\"192.0.2.7\"}")
                .json()
                .get("run")
                .asString())
        .isEqualTo(started);

    UUID scan = scans.start(List.of(accounts.get(ACCOUNT_ID))).run();
    go.countDown();
    awaitIdle();

    assertThat(scan).isNotEqualTo(UUID.fromString(started));
    assertThat(scans.recheck(ACCOUNT_ID, UUID.fromString(started)).orElseThrow().state())
        .isEqualTo(ScanState.CANCELLED);
    assertThat(checklistItem("ptr-matches-a").get("verdict").asString()).isEqualTo("PASS");
  }

  @Test
  void whatIsNotThereCannotBeCheckedAgain() throws Exception {
    String path = "/accounts/" + ACCOUNT_ID + "/rechecks";
    assertProblem(call("POST", path, "{\"finding\":\"ptr-matches-a/nowhere\"}"), 404);
    assertProblem(call("POST", path, "{\"address\":\"203.0.113.9\"}"), 404);
    assertProblem(call("POST", path, "{\"domain\":\"nowhere.example\"}"), 404);
    assertProblem(call("POST", path, "{}"), 400);
    assertProblem(
        call("POST", path, "{\"address\":\"192.0.2.7\",\"domain\":\"example.com\"}"), 400);
    assertProblem(call("GET", path + "/" + UUID.randomUUID(), null), 404);
    assertThat(collected).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "en, No recheck to show for account 222222222222: the account or its recheck was removed",
    "ja, アカウント 222222222222 の再確認は表示できません。",
  })
  void rechecksOfTheAccountsThatAreLeftAreShownWhereOneWasRemoved(String language, String sentence)
      throws Exception {
    collecting(right());
    String run = recheck("{\"finding\":\"" + PTR + "\"}").get("run").asString();
    PageClient pages = new PageClient(context);
    String gone = "of=222222222222_" + UUID.randomUUID();

    String page =
        pages.get(
            "/rechecks?" + gone + "&of=" + ACCOUNT_ID + "_" + run, Locale.forLanguageTag(language));

    assertThat(page)
        .containsSubsequence(
            "class=\"notice\">" + sentence, "href=\"/accounts/" + ACCOUNT_ID + "\"", "192.0.2.9");
    assertThat(
            pages
                .mvc()
                .get()
                .uri("/rechecks?" + gone)
                .with(user("mika").roles("ADMINISTRATOR"))
                .exchange())
        .as("nothing is left to show")
        .hasStatus(404);
  }

  @ParameterizedTest
  @CsvSource({
    "en, Too many to recheck at once. Rescan the account",
    "ja, 数が多いため、まとめて再確認できません。アカウントを再スキャンするか",
  })
  void moreThanARecheckTakesIsRefusedInTheReadersLanguage(String language, String sentence)
      throws Exception {
    SnapshotBuilder many = SnapshotBuilder.aSnapshot().inRegion("ap-northeast-1");
    IntStream.rangeClosed(0, 2_000)
        .forEach(number -> many.database("db-" + number, "mysql", false, null, null));
    importSnapshot(snapshot(many));
    String[] findings =
        IntStream.rangeClosed(0, 2_000)
            .boxed()
            .flatMap(number ->
                Stream.of("finding", "rds-multi-az/db-instance/ap-northeast-1/db-" + number))
            .toArray(String[]::new);
    PageClient pages = new PageClient(context);
    Locale locale = Locale.forLanguageTag(language);

    var refused = pages.post("/accounts/" + ACCOUNT_ID + "/rechecks", locale, findings);

    assertThat(refused.getMvcResult().getFlashMap().get("problem")).asString().contains(sentence);
    assertThat(pages.get("/accounts/" + ACCOUNT_ID, locale)).contains(sentence);
    assertProblem(
        call(
            "POST",
            "/accounts/" + ACCOUNT_ID + "/rechecks",
            Stream.of(findings)
                .filter(name -> name.contains("/"))
                .collect(Collectors.joining("\",\"", "{\"findings\":[\"", "\"]}"))),
        400);
    assertThat(collected).isEmpty();
  }

  @Test
  void thePageShowsBothAnswersInBothLanguagesWithoutJavaScript() throws Exception {
    collecting(right());
    PageClient pages = new PageClient(context);

    var started =
        pages.post("/accounts/" + ACCOUNT_ID + "/rechecks", Locale.ENGLISH, "finding", PTR);
    String page = started.getResponse().getRedirectedUrl();
    awaitIdle();

    assertThat(pages.get(page, Locale.ENGLISH))
        .contains(
            "Fixed",
            "Before",
            "mail.example.com resolves to 192.0.2.9, not to 192.0.2.7.",
            "Everything else is from the scan:")
        .doesNotContain("http-equiv=\"refresh\"");
    assertThat(pages.get(page, Locale.JAPANESE)).contains("解消しました", "前回", "今回");
    assertThat(pages.get("/accounts/" + ACCOUNT_ID + "/history", Locale.ENGLISH))
        .contains("checked again");
  }

  @Test
  void severalFindingsOfOneRuleAreCheckedFromThePageThatFixesThem() throws Exception {
    collecting(right());
    PageClient pages = new PageClient(context);

    assertThat(pages.get("/fix?rule=ptr-matches-a", Locale.ENGLISH)).contains("Recheck those");
    var started =
        pages.post(
            "/fix/rechecks",
            Locale.ENGLISH,
            "rule",
            "ptr-matches-a",
            "finding",
            ACCOUNT_ID + " address/ap-northeast-1/192.0.2.7");
    awaitIdle();

    assertThat(collected).containsExactly("DNS");
    assertThat(pages.get(started.getResponse().getRedirectedUrl(), Locale.ENGLISH))
        .contains("Fixed", "192.0.2.7");
    assertThat(
            pages
                .post("/fix/rechecks", Locale.ENGLISH, "rule", "ptr-matches-a")
                .getResponse()
                .getRedirectedUrl())
        .isEqualTo("/fix?rule=ptr-matches-a");
    assertThat(lastOutcome()).as("nothing was chosen").isEqualTo("FAILED");
  }

  private String lastOutcome() throws Exception {
    return get("/audit?action=recheck.start&size=1").json().at("/0/outcome").asString();
  }

  @Test
  void whatIsRecheckedInPartIsDoneAndWhatIsRefusedIsNot() throws Exception {
    collecting(right());
    PageClient pages = new PageClient(context);
    String gone = "123456789012 address/ap-northeast-1/192.0.2.7";

    pages.post(
        "/fix/rechecks",
        Locale.ENGLISH,
        "rule",
        "ptr-matches-a",
        "finding",
        gone,
        "finding",
        ACCOUNT_ID + " address/ap-northeast-1/192.0.2.7");
    awaitIdle();
    assertThat(collected).containsExactly("DNS");
    assertThat(lastOutcome()).isEqualTo("DONE");

    pages.post("/fix/rechecks", Locale.ENGLISH, "rule", "ptr-matches-a", "finding", gone);
    assertThat(lastOutcome()).isEqualTo("FAILED");

    pages
        .mvc()
        .post()
        .uri("/accounts/" + ACCOUNT_ID + "/rechecks")
        .header("HX-Request", "true")
        .param("finding", "ptr-matches-a/nothing/of/this-name")
        .with(user("mika").roles("OPERATOR"))
        .with(csrf())
        .exchange();
    assertThat(lastOutcome()).as("refused in a part of the page").isEqualTo("FAILED");
  }

  @ParameterizedTest
  @CsvSource({"en, Back to “Fix together”", "ja, 「まとめて対応」に戻る"})
  void fromTheRechecksOneReturnsToTheFilteredPageThatFixesThem(String language, String back)
      throws Exception {
    collecting(right());
    PageClient pages = new PageClient(context);
    Locale locale = Locale.forLanguageTag(language);
    String[] filter = {"rule", "ptr-matches-a", "client", "Acme", "account", ACCOUNT_ID};
    String fix = "/fix?rule=ptr-matches-a&client=Acme&account=" + ACCOUNT_ID;

    String[] chosen =
        Stream.concat(
                Stream.of(filter),
                Stream.of(
                    "from", "100", "finding", ACCOUNT_ID + " address/ap-northeast-1/192.0.2.7"))
            .toArray(String[]::new);
    String page = pages.post("/fix/rechecks", locale, chosen).getResponse().getRedirectedUrl();
    awaitIdle();

    assertThat(pages.get(page, locale))
        .contains("<a href=\"" + fix.replace("&", "&amp;") + "&amp;from=100\">" + back + "</a>");
    assertThat(pages.post("/fix/rechecks", locale, filter).getResponse().getRedirectedUrl())
        .as("with nothing selected")
        .isEqualTo(fix);
    assertThat(
            pages.get(
                page.replaceAll("(rule|client|account|from)=[^&]*&?", "").replaceAll("&$", ""),
                locale))
        .doesNotContain(back);
  }

  @Test
  void namesOfNoFindingAreLeftOut() throws Exception {
    String nowhere = "ptr-matches-a/" + "n".repeat(100_000);

    JsonNode result =
        recheck("{\"findings\":[\"%s\",\"%s1\",\"%s2\"]}".formatted(PTR, nowhere, nowhere));

    assertThat(result.at("/target/names").valueStream())
        .extracting(JsonNode::asString)
        .containsExactly(PTR);
    assertThat(result.get("state").asString()).isEqualTo("DONE");
  }

  @Test
  void whatIsNoRunIsLeftOut() throws Exception {
    assertThat(
            new PageClient(context)
                .get("/rechecks?of=" + ACCOUNT_ID + "_" + "-".repeat(36), Locale.ENGLISH))
        .contains("Check again");
  }
}
