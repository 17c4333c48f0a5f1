package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.verifyNoInteractions;

import io.todoku.collect.NameViewCollector;
import io.todoku.testing.PageClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** The recorded, half-finished migration of the sample, for which nothing is queried. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:moves;DB_CLOSE_DELAY=-1")
class SampleRunbookIntegrationTests extends ApiFixture {

  private static final String SAMPLE = "222222222222";

  @MockitoBean private NameViewCollector names;
  @Autowired private WebApplicationContext context;

  @BeforeEach
  void addSample() {
    post("/sample");
  }

  @AfterEach
  void removeSample() {
    post("/sample/remove");
  }

  private void post(String path) {
    assertThat(new PageClient(context).post(path, Locale.ENGLISH)).hasStatus3xxRedirection();
  }

  private String page(String path, Locale locale) throws Exception {
    return new PageClient(context).get(path, locale);
  }

  private String samplePath() throws Exception {
    JsonNode runbooks = get("/runbooks").json();
    assertThat(runbooks).hasSize(1);
    return "/runbooks/" + runbooks.get(0).get("id").asString();
  }

  private Map<String, String> states(String path) throws Exception {
    return get(path)
        .json()
        .at("/runbook/steps")
        .valueStream()
        .collect(
            Collectors.toMap(
                step -> step.get("id").asString(), step -> step.get("state").asString()));
  }

  @Test
  void theSampleRunbookIsHalfDone() throws Exception {
    String path = samplePath();

    assertThat(states(path))
        .containsEntry("send-limit", "done")
        .containsEntry("ptr-1", "done")
        .containsEntry("spf-covers", "in-progress")
        .containsEntry("mx-1", "waiting")
        .containsEntry("flow-2", "waiting");
    assertThat(get(path).json().at("/runbook/current").asString()).isEqualTo("spf-covers");
    assertThat(get(path).json().at("/runbook/steps").valueStream())
        .filteredOn(step -> step.get("state").asString().equals("done"))
        .allSatisfy(step -> assertThat(step.get("proof")).isNotEmpty());
  }

  @Test
  void observingTheSampleQueriesNothing() throws Exception {
    String path = samplePath();
    Map<String, String> recorded = states(path);
    String observedAt = get(path).json().at("/runbook/seenAt").asString();

    assertThat(call("POST", path + "/looks", "").status()).isEqualTo(202);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> get(path).json().get("lookAskedAt").isNull());

    assertThat(states(path)).isEqualTo(recorded);
    assertThat(get(path).json().at("/runbook/seenAt").asString()).isEqualTo(observedAt);
    assertThat(page("/runbooks/new?domain=example.com&account=" + SAMPLE, Locale.ENGLISH))
        .contains(
            "value=\"mail.example.com\"",
            "value=\"198.51.100.9\"",
            "name=\"region\" value=\"ap-northeast-1\"");
    verifyNoInteractions(names, collector);
  }

  /** The domain of another account than the target, which the recorded runbook knows nothing of. */
  @ParameterizedTest
  @CsvSource({
    "en, 'What DNS does not show now of the old server of minato.example is filled in from the last scan. Recorded:'",
    "ja, minato.example の旧サーバーのうち、現在のDNSにない項目は、前回のスキャンの記録から入力しています。記録日時:"
  })
  void theOldServerIsProposedFromTheLastScan(String language, String sentence) throws Exception {
    for (String target : List.of(SAMPLE, "111111111111")) {
      assertThat(
              page(
                  "/runbooks/new?domain=minato.example&account=" + target,
                  Locale.forLanguageTag(language)))
          .contains(
              "name=\"oldName\" value=\"mx.minato.example\"",
              "name=\"oldAddress\" value=\"203.0.113.25\"",
              sentence,
              "<time datetime=\"2026-11-18T00:14:05Z\">2026-11-18 00:14 UTC</time>");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "en, Neither DNS nor the last scans show a mail server for nowhere.example.",
    "ja, DNSでも前回のスキャンの記録でも、nowhere.example のメールサーバーを確認できませんでした。"
  })
  void aDomainThatNothingShowsIsToldSo(String language, String sentence) throws Exception {
    assertThat(
            page(
                "/runbooks/new?domain=nowhere.example&account=" + SAMPLE,
                Locale.forLanguageTag(language)))
        .contains(sentence)
        .doesNotContain("<time datetime=");
  }

  @Test
  void thePageMarksTheSampleAsRecorded() throws Exception {
    assertThat(page(samplePath(), Locale.ENGLISH))
        .contains("part of the recorded sample")
        .doesNotContain("Check now", "??");
    assertThat(page(samplePath(), Locale.JAPANESE)).contains("記録済みのサンプル").doesNotContain("??");
  }

  /** A record that relies on mx or a authorises other addresses once these have changed. */
  @Test
  void theSpfStepAsksToNameAddressesThatMxCoversNow() throws Exception {
    assertThat(page(samplePath(), Locale.ENGLISH))
        .contains(
            "List the old address and all new addresses in the SPF record of example.com as ip4"
                + " mechanisms, including those now covered by mx or a");
    assertThat(page(samplePath(), Locale.JAPANESE)).contains("現在mxやaで許可されているアドレスも含めてください。");
  }

  @Test
  void theDocumentShowsWhatIsNextAndWhatAwsRefuses() throws Exception {
    assertThat(page(samplePath() + "/document?format=html&lang=en", Locale.ENGLISH))
        .contains(
            "SPF of example.com covers old and new addresses: in progress",
            "SPF of example.com does not cover 203.0.113.40",
            "AWS refuses this until the following is done: mail.example.com points to 203.0.113.40",
            "ahead of order",
            "× mail.example.com A")
        .doesNotContain("already so", "points to this address already", "??");
  }

  @Test
  void anAnswerThatSeveralChecksUseIsShownOnce() throws Exception {
    String page = page(samplePath(), Locale.ENGLISH);
    String step = page.substring(page.indexOf("id=\"spf-covers\""), page.indexOf("id=\"mx-1\""));

    assertThat(step.split("ns1.example.com \\(198.51.100.53\\)", -1)).hasSize(2);
  }

  @Test
  void theSampleRunbookIsAddedOnceAndRemovedWithTheSample() throws Exception {
    addSample();
    assertThat(samplePath()).isNotEmpty();

    removeSample();

    assertThat(get("/runbooks").json()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "en, Step 9 of 23, waiting for 4 of 4 name servers, 8 of 23 steps done, now · in progress,"
        + " later, Proof, Number 5 of the twelve steps in AWS’s advice.",
    "ja, 手順 9/23, ネームサーバー4台のうち4台の反映待ち, 23手順中8手順が完了, 現在 · 進行中, この後, 完了の根拠,"
        + " AWSの案内する12手順では 5 番目です。",
  })
  void itsTopTellsTheStepAndWhatItWaitsFor(
      String language,
      String step,
      String waiting,
      String done,
      String now,
      String later,
      String proof,
      String advice)
      throws Exception {
    assertThat(page(samplePath(), Locale.forLanguageTag(language)))
        .containsSubsequence(
            "where-it-stands",
            step,
            waiting,
            done,
            "<li id=\"relay-1\" class=\"step done\"",
            "<span class=\"number\">8</span>",
            proof,
            "<li id=\"spf-covers\" class=\"step in-progress current\" aria-current=\"step\"",
            "<span class=\"number\">9</span>",
            now,
            "<li id=\"mx-1\" class=\"step waiting\"",
            "<span class=\"number\">10</span>",
            later,
            "<a href=\"#spf-covers\">",
            advice);
  }

  @Test
  void aStepNamesThoseThatItWaitsForByTheirNumbers() throws Exception {
    String page = page(samplePath(), Locale.ENGLISH);
    String step = page.substring(page.indexOf("id=\"ptr-2\""), page.indexOf("id=\"relay-2\""));

    assertThat(step)
        .containsSubsequence(
            "AWS refuses this before",
            "<a href=\"#a-2\">step 15</a>",
            "Waits for",
            "<a href=\"#a-2\">step 15</a>",
            "<a href=\"#name-2\">step 14</a>");
  }
}
