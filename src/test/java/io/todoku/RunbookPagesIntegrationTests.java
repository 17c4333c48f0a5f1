package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.todoku.testing.PageClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** The pages of runbooks. */
class RunbookPagesIntegrationTests extends RunbookApiFixture {

  @Autowired private WebApplicationContext context;

  @Test
  void aFailedObservationShowsItsReason() throws Exception {
    doThrow(new IllegalStateException("the network is down")).when(names).collect(any());
    String id = call("POST", "/runbooks", PLAN).json().get("id").asString();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !get("/runbooks/" + id).json().get("failure").isNull());

    assertThat(get("/runbooks/" + id).json().get("failure").asString())
        .contains("the network is down");
    assertThat(page("/runbooks/" + id, Locale.ENGLISH)).contains("the network is down");
  }

  @ParameterizedTest
  @CsvSource({
    "en, ready to start, MX of example.com includes mail2.example.com",
    "ja, この後, example.com のMXに mail2.example.com が登録されている"
  })
  void aRunbookIsShownAndPrintedInBothLanguages(String language, String state, String title)
      throws Exception {
    String path = beginRunbook();
    Locale locale = Locale.forLanguageTag(language);

    assertThat(page(path, locale)).contains(state, title, "Move &lt;b&gt;").doesNotContain("??");
    assertThat(page("/runbooks", locale)).contains("Move &lt;b&gt;").doesNotContain("??");
    assertThat(page("/runbooks/new?domain=example.com&account=" + ACCOUNT_ID, locale))
        .contains("value=\"mail.example.com\"", "value=\"192.0.2.9\"")
        .doesNotContain("??");
    assertThat(page(path + "/edit", locale)).contains("value=\"mail2.example.com\"");
    String query = "/document?lang=" + language + "&format=";
    assertThat(page(path + query + "html", locale)).contains(title, "Move &lt;b&gt;");
    assertThat(page(path + query + "html&zone=Asia/Tokyo", locale)).contains("Asia/Tokyo");
    assertThat(mvc().get().uri(path + query + "html&zone=Mars").with(user("mika"))).hasStatus(400);
    byte[] pdf =
        mvc()
            .get()
            .uri(path + query + "pdf")
            .with(user("mika"))
            .exchange()
            .getResponse()
            .getContentAsByteArray();
    try (var document = Loader.loadPDF(pdf)) {
      assertThat(new PDFTextStripper().getText(document).replaceAll("\\s", ""))
          .contains(title.replace(" ", ""));
    }
  }

  @Test
  void aRegionIsNotBrokenAtItsHyphens() throws Exception {
    String path = beginRunbook();
    String region = "<span class=\"unbroken\">ap-northeast-1</span>";

    assertThat(page("/runbooks", Locale.ENGLISH)).contains(region);
    assertThat(page(path, Locale.ENGLISH)).contains(region);
  }

  @Test
  void aPlanCreatedOnThePageIsStored() throws Exception {
    var answer =
        mvc()
            .post()
            .uri("/runbooks")
            .with(user("mika"))
            .with(csrf())
            .param("way", "keep-name")
            .param("domain", "example.com")
            .param("oldName", "mail.example.com")
            .param("oldAddress", "192.0.2.9")
            .param("account", ACCOUNT_ID)
            .param("region", "ap-northeast-1")
            .param("firstName", "mail2.example.com")
            .exchange();

    assertThat(answer.getResponse().getRedirectedUrl()).startsWith("/runbooks/");
    JsonNode stored = get("/runbooks").json().get(0);
    assertThat(stored.at("/plan/way").asString()).isEqualTo("keep-name");
    assertThat(stored.at("/madeBy").asString()).isEqualTo("mika");
    String path = awaitObserved("/runbooks/" + stored.get("id").asString());
    JsonNode check = step(get(path).json(), "instance-1").at("/checks/0");
    assertThat(check.get("says").asString()).isEqualTo("The plan has no Elastic IP ① yet.");
    assertThat(check.get("planKey").asString()).isEqualTo("first.address");
  }

  private static final String WITHOUT_ADDRESSES =
      """
      {"name":"later","way":"keep-name","domain":"example.com",
       "old":{"name":"mail.example.com","address":"192.0.2.9"},
       "target":{"account":"111111111111","region":"ap-northeast-1"},
       "first":{"name":"mail2.example.com"}}
      """;

  @ParameterizedTest
  @CsvSource({
    "en, not checked yet, Instance for mail2.example.com runs at Elastic IP ①, mail.example.com"
        + " points to Elastic IP ②, Number 9 of the twelve steps in AWS’s advice.",
    "ja, 未確認, mail2.example.com 用のインスタンスが Elastic IP ① で稼働している, mail.example.com の正引きが"
        + " Elastic IP ② を指している, AWSの案内する12手順では 9 番目です。",
  })
  void allStepsShowAndAreNumberedBeforeAnythingWasObservedOrAllocated(
      String language, String state, String first, String second, String advice) throws Exception {
    doThrow(new IllegalStateException("the network is down")).when(names).collect(any());
    String path =
        "/runbooks/" + call("POST", "/runbooks", WITHOUT_ADDRESSES).json().get("id").asString();

    String page = page(path, Locale.forLanguageTag(language));

    assertThat(page.split("<li id=", -1)).hasSize(1 + 23);
    assertThat(page.split(state + "</span></h2>", -1)).hasSize(1 + 23);
    assertThat(page)
        .containsSubsequence(
            "<li id=\"send-limit\"",
            "<span class=\"number\">1</span>",
            "<li id=\"instance-1\"",
            "<span class=\"number\">4</span> <span>" + first,
            "<li id=\"a-2\"",
            "<span class=\"number\">15</span> <span>" + second,
            advice,
            "<li id=\"old-kept\"",
            "<span class=\"number\">23</span>")
        .doesNotContain("null", "??");
  }

  @ParameterizedTest
  @CsvSource({
    "en, The plan has no Elastic IP ① yet., Enter it in the plan, The move waits for this.",
    "ja, 計画に Elastic IP ① がまだありません。, 移行計画に入力する, 移行を進めるには、ここへの入力が必要です。",
  })
  void whatThePlanLacksLeadsToItsField(String language, String lack, String enter, String wanted)
      throws Exception {
    String path =
        awaitObserved(
            "/runbooks/"
                + call("POST", "/runbooks", WITHOUT_ADDRESSES).json().get("id").asString());
    Locale locale = Locale.forLanguageTag(language);

    assertThat(page(path, locale))
        .containsSubsequence(
            "<li id=\"instance-1\"",
            lack,
            "<a href=\"" + path + "/edit?field=firstAddress#firstAddress\">" + enter + "</a>",
            "<li id=\"instance-2\"",
            "/edit?field=secondAddress#secondAddress\"")
        .as("the DKIM keys of a plan without selectors")
        .contains("/edit?field=selectors#selectors\"");
    String form = page(path + "/edit?field=firstAddress", locale);
    assertThat(form)
        .containsOnlyOnce("autofocus=\"autofocus\"")
        .containsOnlyOnce(wanted)
        .containsPattern(
            "<label class=\"wanted\">[^~]*?<input id=\"firstAddress\"[^>]*autofocus=\"autofocus\"");
    assertThat(page(path + "/edit?field=\"><script>", locale)).doesNotContain(wanted, "<script>\"");
  }

  /** While the plan is observed the page gets no content; afterwards it is told to reload. */
  @Test
  void aPageReloadsOnceItsObservationHasEnded() throws Exception {
    String path = beginRunbook();
    assertThat(mvc().get().uri(path + "/looking").with(user("mika")))
        .hasStatusOk()
        .hasHeader("HX-Refresh", "true");
    CountDownLatch finish = new CountDownLatch(1);
    doAnswer(
            call -> {
              assertThat(finish.await(30, TimeUnit.SECONDS)).isTrue();
              return dns.views(call.getArgument(0), Instant.now());
            })
        .when(names)
        .collect(any());

    assertThat(
            mvc()
                .post()
                .uri(path + "/words")
                .with(user("mika"))
                .with(csrf())
                .param("step", "send-limit")
                .param("note", "case 1234"))
        .hasRedirectedUrl(path + "#send-limit");

    assertThat(page(path, Locale.ENGLISH)).contains("hx-get=\"" + path + "/looking\"");
    assertThat(mvc().get().uri(path + "/looking").with(user("mika")))
        .hasStatus(HttpStatus.NO_CONTENT);
    finish.countDown();
    awaitObserved(path);
    assertThat(page(path, Locale.ENGLISH)).doesNotContain("hx-get=\"" + path + "/looking\"");
  }

  @ParameterizedTest
  @CsvSource({
    "oldAddress, 192.0.2.900, en, Enter an IPv4 address",
    "oldAddress, 192.0.2.900, ja, IPv4アドレスを入力してください",
    "firstName, mail.example.com, ja, 旧サーバーとは別の名前",
    "selectors, s1;x, ja, セレクターを、空白で区切って",
    "region, tokyo, en, Enter a Region",
    "oldRegion, ap-northeast-1, ja, 両方を空欄に",
    "domain, '', ja, 完全な名前",
    "way, by-magic, ja, 移行方式を選んでください",
  })
  void aProblemIsShownBesideItsFieldInTheReadersLanguage(
      String field, String value, String language, String problem) throws Exception {
    Map<String, String> form = new HashMap<>();
    form.putAll(
        Map.of(
            "way", "keep-name",
            "domain", "example.com",
            "oldName", "mail.example.com",
            "oldAddress", "192.0.2.9",
            "account", ACCOUNT_ID,
            "region", "ap-northeast-1",
            "firstName", "mail2.example.com"));
    form.put(field, value);
    var post =
        mvc()
            .post()
            .uri("/runbooks")
            .with(user("mika"))
            .with(csrf())
            .locale(Locale.forLanguageTag(language));
    form.forEach(post::param);

    String page = post.exchange().getResponse().getContentAsString();

    assertThat(page).containsPattern("role=\"alert\">[^\n]*" + problem).doesNotContain("??");
    assertThat(page).containsPattern("<strong class=\"wrong\">" + "[^<]*" + problem);
    assertThat(page).contains("value=\"mail.example.com\"");
    if (!field.equals("way")) {
      assertThat(page)
          .containsPattern(
              "name=\"%s\"[^>]*%s[^>]*aria-invalid=\"true\""
                  .formatted(field, value.isEmpty() ? "" : "value=\"" + value + "\""));
    }
  }

  @Test
  void aConfirmationWithoutANoteIsRefusedInTheReadersLanguage() throws Exception {
    MockMvcTester mvc = mvc();
    mvc.post()
        .uri("/runbooks")
        .with(user("mika"))
        .with(csrf())
        .param("way", "new-name")
        .param("domain", "example.com")
        .param("oldName", "mail.example.com")
        .param("oldAddress", "192.0.2.9")
        .param("account", ACCOUNT_ID)
        .param("region", "ap-northeast-1")
        .param("firstName", "mail2.example.com")
        .exchange();
    String id = get("/runbooks").json().get(0).get("id").asString();

    var answer =
        mvc.post()
            .uri("/runbooks/" + id + "/words")
            .with(user("mika"))
            .with(csrf())
            .locale(Locale.JAPANESE)
            .param("step", "send-limit")
            .param("note", "  ")
            .exchange();

    assertThat(answer.getMvcResult().getFlashMap().get("problem"))
        .isEqualTo("1文字以上2000文字以内で入力してください。");
  }

  @Test
  void aConfirmationAndAnOverrideCanBeWithdrawn() throws Exception {
    String path = beginRunbook();
    post(path + "/words", "send-limit", "case <1234>");
    post(path + "/overrides", "mx-1", "the customer wants it");
    assertThat(page(path, Locale.ENGLISH))
        .contains("mika confirmed: “case &lt;1234&gt;”", "Restore the order")
        .doesNotContain("withdrawn by");

    assertThat(post(path + "/words/withdraw", "send-limit", ""))
        .hasRedirectedUrl(path + "#send-limit");
    assertThat(post(path + "/overrides/withdraw", "{x}", "")).hasRedirectedUrl(path);
    MvcTestResult withdrawn = post(path + "/overrides/withdraw", "mx-1", "");
    assertThat(withdrawn).hasRedirectedUrl(path + "#mx-1");
    assertThat(withdrawn.getMvcResult().getFlashMap().get("withdrawn")).isEqualTo(true);

    assertThat(page(path, Locale.ENGLISH))
        .contains("mika: “case &lt;1234&gt;”; withdrawn by mika", "“the customer wants it”")
        .doesNotContain("mika confirmed", "Restore the order");
    assertThat(page(path, Locale.JAPANESE)).contains("mika が取り消し").doesNotContain("??");
  }

  @ParameterizedTest
  @CsvSource({"confirmations, send-limit", "overrides, mx-1"})
  void aNoteThatIsTooLongIsShownAgainAtItsStep(String decision, String step) throws Exception {
    String path = beginRunbook();
    PageClient pages = new PageClient(context);
    String note = "the customer wants it ".repeat(100).strip();

    pages.post(path + "/" + decision, Locale.ENGLISH, "step", step, "note", note);
    String page = pages.get(path, Locale.ENGLISH);

    assertThat(page.substring(page.indexOf("name=\"step\" value=\"" + step + "\"")))
        .containsSubsequence("name=\"note\"", "value=\"" + note + "\"");
    assertThat(page.split("value=\"" + note)).as("in one form only").hasSize(2);
  }

  private MvcTestResult post(String path, String step, String note) {
    return new PageClient(context).post(path, Locale.ENGLISH, "step", step, "note", note);
  }

  private MockMvcTester mvc() {
    return new PageClient(context).mvc();
  }

  private String page(String path, Locale locale) throws Exception {
    return new PageClient(context).get(path, locale);
  }
}
