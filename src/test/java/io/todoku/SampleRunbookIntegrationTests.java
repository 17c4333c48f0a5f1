package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.verifyNoInteractions;

import io.todoku.collect.NameViewCollector;
import io.todoku.testing.PageClient;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

  @Test
  void thePageMarksTheSampleAsRecorded() throws Exception {
    assertThat(page(samplePath(), Locale.ENGLISH))
        .contains("part of the recorded sample")
        .doesNotContain("Check now", "??");
    assertThat(page(samplePath(), Locale.JAPANESE)).contains("記録済みのサンプル").doesNotContain("??");
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
}
