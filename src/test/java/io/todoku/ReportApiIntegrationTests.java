package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import io.todoku.snapshot.SnapshotBuilder;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** Reports for a client: made, stored and compared. */
class ReportApiIntegrationTests extends ApiFixture {

  /** A PNG of one pixel. */
  private static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

  @Autowired private WebApplicationContext context;
  @Autowired private JdbcTemplate sql;

  @AfterEach
  void nothingWasSent() {
    sql.update("delete from sent_report");
    sql.update("delete from letterhead");
  }

  private static SnapshotBuilder fixedWorld() {
    return SnapshotBuilder.aSnapshot()
        .withSender("192.0.2.7")
        .ptr("192.0.2.7", "mail.example.com")
        .dns("mail.example.com", "A", "192.0.2.7");
  }

  private JsonNode createReport(String order) throws Exception {
    JsonResponse sent = call("POST", "/reports", order);
    assertThat(sent.status()).as(sent.response().body()).isEqualTo(201);
    assertThat(sent.response().headers().firstValue("Location").orElseThrow())
        .endsWith(sent.json().at("/id").asString());
    return sent.json();
  }

  @Test
  void aSentReportIsKeptUnchanged() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    JsonNode sent =
        createReport(
            "{\"client\":\"Example"
                + " KK\",\"format\":\"html\",\"lang\":\"ja\",\"zone\":\"Asia/Tokyo\",\"note\":\"以上です\",\"to\":\"佐藤様\"}");

    assertThat(sent.at("/madeBy").asString()).isEqualTo("api-token");
    assertThat(sent.at("/subject").asString()).isEqualTo("Example KK");
    assertThat(sent.at("/to").asString()).isEqualTo("佐藤様");
    assertThat(sent.at("/accounts/0/readiness").asString()).isEqualTo("NOT_READY");
    String before = get("/reports/" + sent.at("/id").asString() + "/file").response().body();
    assertThat(before).contains("以上です", "192.0.2.9");

    importSnapshot(snapshot(fixedWorld()));
    assertThat(get("/reports/" + sent.at("/id").asString() + "/file").response().body())
        .isEqualTo(before);
    assertThat(get("/reports").json()).hasSize(1);
    call("DELETE", "/accounts/" + ACCOUNT_ID, null);
    assertThat(get("/reports").json()).as("it stays when the account goes").hasSize(1);
    assertThat(call("DELETE", "/reports/" + sent.at("/id").asString(), null).status())
        .isEqualTo(204);
    assertThat(get("/reports").json()).isEmpty();
  }

  @Test
  void theNextReportListsTheChangesSinceTheLast() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    String first =
        createReport("{\"accounts\":[\"" + ACCOUNT_ID + "\"],\"format\":\"html\"}")
            .at("/id")
            .asString();
    importSnapshot(snapshot(fixedWorld()));

    assertThat(get("/accounts/" + ACCOUNT_ID + "/report?lang=en").response().body())
        .contains("Since the previous report", "fixed");
    assertThat(get("/accounts/" + ACCOUNT_ID + "/report?lang=en&compare=none").response().body())
        .doesNotContain("Since the previous report");
    createReport("{\"accounts\":[\"" + ACCOUNT_ID + "\"],\"format\":\"html\"}");
    assertThat(get("/accounts/" + ACCOUNT_ID + "/report?lang=en").response().body())
        .contains("Not scanned since then")
        .doesNotContain("Nothing changed.");
    importSnapshot(snapshot(fixedWorld()));
    assertThat(get("/accounts/" + ACCOUNT_ID + "/report?lang=en").response().body())
        .contains("Nothing changed.")
        .doesNotContain("Not scanned since then");
    assertThat(
            get("/accounts/" + ACCOUNT_ID + "/report?lang=en&compare=" + first).response().body())
        .contains("fixed");
  }

  @Test
  void theTrendIsShownFromTheSecondScanOn() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    assertThat(get("/accounts/" + ACCOUNT_ID + "/report?lang=en").response().body())
        .doesNotContain("Trend");
    importSnapshot(snapshot(fixedWorld()));
    assertThat(get("/accounts/" + ACCOUNT_ID + "/report?lang=en").response().body())
        .contains("Trend", "first: 1 to fix", "now: 0 to fix");
  }

  @Test
  void waivedFindingsAreLeftOutOfTheWholeTrend() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    importSnapshot(snapshot(senderWithWrongPtr()));
    assertThat(get("/accounts/" + ACCOUNT_ID + "/report?lang=en").response().body())
        .contains("first: 1 to fix", "now: 1 to fix");
    assertThat(
            call(
                    "POST",
                    "/accounts/" + ACCOUNT_ID + "/waivers",
                    "{\"rule\":\"ptr-matches-a\",\"resource\":\"192.0.2.7\",\"reason\":\"moves\",\"expires\":\"%s\"}"
                        .formatted(LocalDate.now(ZoneOffset.UTC).plusMonths(1)))
                .status())
        .isEqualTo(201);

    assertThat(get("/accounts/" + ACCOUNT_ID + "/report?lang=en").response().body())
        .contains("first: 0 to fix", "now: 0 to fix")
        .doesNotContain("first: 1 to fix", "now: 1 to fix");
  }

  @Test
  void noReportIsMadeOfAccountsThatWereNeverScanned() throws Exception {
    addAccountWithProfile();
    assertProblem(call("POST", "/reports", "{\"accounts\":[\"" + ACCOUNT_ID + "\"]}"), 400);
    MockMvcTester pages =
        MockMvcTester.from(context, builder -> builder.apply(springSecurity()).build());
    for (String path : List.of("/reports", "/reports/look")) {
      assertThat(
              pages
                  .post()
                  .uri(path)
                  .param("accounts", ACCOUNT_ID)
                  .param("note", "以上です")
                  .locale(Locale.JAPANESE)
                  .with(user("mika"))
                  .with(csrf()))
          .bodyText()
          .contains("id=\"wrong-accounts\">選んだアカウントはまだスキャンしていません。", "以上です");
    }
    assertThat(get("/reports").json()).isEmpty();
  }

  @Test
  void aReportCanBeRemovedFromItsPage() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    String id =
        createReport("{\"accounts\":[\"" + ACCOUNT_ID + "\"],\"format\":\"html\"}")
            .at("/id")
            .asString();
    MockMvcTester pages =
        MockMvcTester.from(context, builder -> builder.apply(springSecurity()).build());
    String remove = "/reports/" + id + "/remove";
    assertThat(pages.get().uri("/reports").with(user("mika"))).bodyText().contains(remove);

    assertThat(pages.post().uri(remove).with(user("mika"))).hasStatus(403);
    assertThat(pages.post().uri(remove).with(user("mika")).with(csrf()))
        .hasRedirectedUrl("/reports");
    assertThat(get("/reports").json()).isEmpty();
    assertThat(pages.post().uri(remove).with(user("mika")).with(csrf())).hasStatus(404);
  }

  @Test
  void theReportOfAnAccountThatWasNeverScannedStatesIt() throws Exception {
    addAccountWithProfile();
    assertThat(get("/accounts/" + ACCOUNT_ID + "/report?lang=en").response().body())
        .contains("never scanned", ACCOUNT_ID);
    assertProblem(get("/accounts/" + ACCOUNT_ID + "/report?format=json"), 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"client\":\"nobody\"}",
        "{\"accounts\":[\"111111111111\"],\"format\":\"docx\"}",
        "{\"accounts\":[\"111111111111\"],\"zone\":\"Mars/Olympus\"}"
      })
  void anOrderThatMakesNoSenseIsAProblem(String order) throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    assertProblem(call("POST", "/reports", order), 400);
  }

  @Test
  void anUnknownAccountIsNamedInTheError() throws Exception {
    assertProblem(call("POST", "/reports", "{\"accounts\":[\"777777777777\"]}"), 404);
  }

  @Test
  void theCoverShowsTheLetterhead() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    MockMvcTester pages =
        MockMvcTester.from(context, builder -> builder.apply(springSecurity()).build());
    var set =
        pages
            .post()
            .uri("/settings/letterhead")
            .multipart()
            .file(new MockMultipartFile("logo", "logo.png", "image/png", PNG))
            .param("company", "渚 <b>コンサル</b>")
            .param("zone", "Asia/Tokyo")
            .with(user("mika").roles("ADMINISTRATOR"))
            .with(csrf())
            .exchange();
    assertThat(set.getResponse().getStatus()).isEqualTo(302);

    assertThat(get("/accounts/" + ACCOUNT_ID + "/report?lang=ja").response().body())
        .contains("渚 &lt;b&gt;コンサル", "data:image/png;base64,", "Asia/Tokyo");
    var wrong =
        pages
            .post()
            .uri("/settings/letterhead")
            .multipart()
            .file(new MockMultipartFile("logo", "x.svg", "image/png", "<svg/>".getBytes()))
            .param("company", "また")
            .param("zone", "UTC")
            .locale(Locale.JAPANESE)
            .with(user("mika").roles("ADMINISTRATOR"))
            .with(csrf())
            .exchange();
    assertThat(wrong.getResponse().getContentAsString())
        .contains("ロゴにはPNGまたはJPEGの画像を指定してください。", "value=\"また\"");
    assertThat(
            pages
                .get()
                .uri("/settings/letterhead")
                .with(user("eve").roles("VIEWER"))
                .exchange()
                .getResponse()
                .getStatus())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/reports", "/reports/look"})
  void errorsAreInTheReadersLanguageAndTheFormKeepsItsInput(String path) throws Exception {
    addAccountWithProfile();
    MockMvcTester pages =
        MockMvcTester.from(context, builder -> builder.apply(springSecurity()).build());
    var wrong = pages.post().uri(path).locale(Locale.JAPANESE).with(user("mika")).with(csrf());

    assertThat(wrong.param("note", "以上です")).bodyText().contains("アカウントを一つ以上選んでください。", "以上です");
    assertThat(wrong.param("accounts", ACCOUNT_ID).param("zone", "Mars/Olympus"))
        .bodyText()
        .contains("「Mars/Olympus」というタイムゾーンはありません。", "以上です");
  }

  @Test
  void aReportIsMadeOnThePageAndListed() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    MockMvcTester pages =
        MockMvcTester.from(context, builder -> builder.apply(springSecurity()).build());
    assertThat(
            pages
                .get()
                .uri("/reports/new?account=" + ACCOUNT_ID)
                .with(user("mika"))
                .exchange()
                .getResponse()
                .getContentAsString())
        .contains("Example 本番");
    for (String path : List.of("/reports", "/reports/look")) {
      var made =
          pages
              .post()
              .uri(path)
              .param("accounts", ACCOUNT_ID)
              .param("format", "xlsx")
              .param("lang", "en")
              .with(user("mika"))
              .with(csrf())
              .exchange();
      assertThat(made.getResponse().getStatus()).isEqualTo(path.endsWith("look") ? 200 : 302);
    }
    assertThat(
            pages
                .get()
                .uri("/reports")
                .with(user("mika"))
                .exchange()
                .getResponse()
                .getContentAsString())
        .contains("Example KK", "XLSX", "mika", "/file");
  }
}
