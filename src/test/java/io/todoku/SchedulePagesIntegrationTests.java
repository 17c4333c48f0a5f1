package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.testing.PageClient;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** The pages for schedules of scans. */
class SchedulePagesIntegrationTests extends ApiFixture {

  private static final String HERE = "/settings/schedules";

  @Autowired private WebApplicationContext context;
  private PageClient pages;

  @BeforeEach
  void browser() throws Exception {
    pages = new PageClient(context);
    for (JsonNode schedule : get("/schedules").json()) {
      call("DELETE", "/schedules/" + schedule.get("id").asString(), null);
    }
    addAccountWithProfile();
  }

  private String page(String path, String language) throws Exception {
    return pages.get(path, Locale.forLanguageTag(language));
  }

  private MvcTestResult post(String path, String... pairs) {
    return pages.post(path, Locale.ENGLISH, pairs);
  }

  private MvcTestResult save(String path, String kind, String amount, String cron) {
    return post(
        path,
        "whom",
        "account:" + ACCOUNT_ID,
        "kind",
        kind,
        "amount",
        amount,
        "unit",
        "h",
        "cron",
        cron,
        "zone",
        "Asia/Tokyo");
  }

  private JsonNode onlySchedule() throws Exception {
    JsonNode all = get("/schedules").json();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  @Test
  void onlyAdministratorsMayOpenThePagesAndForeignFormsAreRefused() {
    assertThat(pages.mvc().get().uri(HERE).exchange()).hasStatus3xxRedirection();
    assertThat(pages.mvc().get().uri(HERE).with(user("mika").roles("VIEWER")).exchange())
        .hasStatus(403);
    assertThat(pages.mvc().post().uri(HERE).with(user("mika").roles("ADMINISTRATOR")).exchange())
        .as("without the CSRF token")
        .hasStatus(403);
  }

  @Test
  void aScheduleCanBeAddedChangedPausedAndRemoved() throws Exception {
    assertThat(page(HERE, "en")).contains("No account is scanned automatically yet");
    assertThat(page(HERE + "/new?whom=account:" + ACCOUNT_ID, "ja"))
        .contains("定期スキャンを追加する")
        .containsPattern("value=\"account:" + ACCOUNT_ID + "\"\\s+selected");

    assertThat(save(HERE, "every", "6", "")).hasRedirectedUrl(HERE);
    String id = onlySchedule().get("id").asString();
    assertThat(page(HERE, "en")).contains("every 6 hours", ACCOUNT_ID, "Pause", "Schedule saved");
    assertThat(page(HERE, "ja")).contains("6時間ごと", "一時停止");

    assertThat(page(HERE + "/" + id, "en")).contains("value=\"6\"", "Remove schedule");
    assertThat(save(HERE + "/" + id, "cron", "", "0 6 * * MON-FRI")).hasRedirectedUrl(HERE);
    assertThat(page(HERE, "en")).contains("0 6 * * MON-FRI", "Asia/Tokyo");

    assertThat(post(HERE + "/" + id + "/pause")).hasRedirectedUrl(HERE);
    assertThat(onlySchedule().get("enabled").asBoolean()).isFalse();
    assertThat(page(HERE, "en")).contains("none while it is paused", "Resume");
    assertThat(post(HERE + "/" + id + "/resume")).hasRedirectedUrl(HERE);
    assertThat(onlySchedule().get("enabled").asBoolean()).isTrue();

    assertThat(post(HERE + "/" + id + "/remove")).hasRedirectedUrl(HERE);
    assertThat(get("/schedules").json()).isEmpty();
    assertThat(post(HERE + "/" + id + "/remove")).hasStatus(404);
  }

  @ParameterizedTest
  @CsvSource({
    "every, x, '', “x” is not a whole number",
    "every, 0, '', This is too frequent. Leave at least 15 minutes",
    "every, 999999, '', This is too long. Leave at most 366 days",
    "cron, '', 0 6 * * FUNDAY, Could not read “0 6 * * FUNDAY” as a cron expression",
    "cron, '', 0 6 30 2 *, “0 6 30 2 *” never occurs",
    "cron, '', * * * * *, “* * * * *” is too frequent",
    "cron, '', <script>, Could not read “&lt;script&gt;”",
  })
  void invalidInputIsExplainedBesideItsField(String kind, String amount, String cron, String said)
      throws Exception {
    MvcTestResult answer = save(HERE, kind, amount, cron);

    assertThat(answer).hasStatusOk();
    assertThat(answer.getResponse().getContentAsString())
        .contains(said, "aria-invalid=\"true\"")
        .doesNotContain("<script>");
    assertThat(get("/schedules").json()).isEmpty();
  }

  @Test
  void theNextTimesAreShownBeforeTheScheduleIsSaved() throws Exception {
    assertThat(page(HERE + "/times?kind=cron&cron=0 6 * * *&zone=Asia/Tokyo", "en"))
        .contains("Next scans, in Asia/Tokyo")
        .containsPattern("(?s)(\\d{4}-\\d{2}-\\d{2} \\(\\w{3}\\) 06:00.*){3}")
        .doesNotContain("<html");
    assertThat(page(HERE + "/times?kind=cron&cron=0 6&zone=Asia/Tokyo", "en"))
        .contains("to see the next scans");

    MvcTestResult preview =
        post(HERE, "preview", "true", "whom", "all", "kind", "every", "amount", "1", "unit", "d");
    assertThat(preview).hasStatusOk();
    assertThat(preview.getResponse().getContentAsString()).contains("Next scans, in");
    assertThat(get("/schedules").json()).as("nothing was saved").isEmpty();
  }
}
