package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.SnapshotFile;
import io.todoku.testing.PageClient;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** The search, its page and its API. */
class SearchIntegrationTests extends ApiFixture {

  private static final String NO_PTR =
      "550-5.7.25 [203.0.113.80] The IP address sending this message does not have a"
          + " 550-5.7.25 PTR record setup - gsmtp (to=<hanako@gmail.com>)";
  private static final String OF_ADDRESS = "/accounts/111111111111/addresses/203.0.113.25";

  @Autowired private WebApplicationContext context;

  @BeforeEach
  void importSample() throws Exception {
    try (var in = new ClassPathResource("sample/111111111111.json").getInputStream()) {
      importSnapshot(SnapshotFile.read(in));
    }
  }

  private JsonNode search(String q) throws Exception {
    JsonResponse found = get("/search?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8));
    assertThat(found.status()).isEqualTo(200);
    return found.json();
  }

  private static JsonNode group(JsonNode found, String kind) {
    return found
        .get("groups")
        .valueStream()
        .filter(group -> group.get("kind").asString().equals(kind))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " in " + found));
  }

  private String page(String q, Locale locale) throws Exception {
    return new PageClient(context).get("/search?q=" + q, locale);
  }

  private MvcTestResult post(String q) {
    return new PageClient(context).post("/search", Locale.ENGLISH, "q", q);
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.25, address, 203.0.113.25",
    "[203.0.113.25], address, 203.0.113.25",
    "２０３．０．１１３．２５, address, 203.0.113.25",
    "i-01qmail, address, 203.0.113.25",
    "eipalloc-01a1f, address, 203.0.113.25",
    "eni-01a1f, address, 203.0.113.25",
    "qmail-01, address, 203.0.113.25",
    "mx.minato.example, host, mx.minato.example",
    "MX.Minato.Example., host, mx.minato.example",
    "minato.example, domain, minato.example",
    "info@minato.example, domain, minato.example",
    "ptr-matches-a, rule, ptr-matches-a",
    "正引きと逆引きの一致, rule, ptr-matches-a",
    "PTR and A record agree, rule, ptr-matches-a",
  })
  void thingsAreFoundByTheirIdsAndNames(String q, String kind, String label) throws Exception {
    JsonNode first = group(search(q), kind).get("hits").get(0);

    assertThat(first.get("label").asString()).isEqualTo(label);
    assertThat(first.get("exact").asBoolean()).isTrue();
  }

  @Test
  void accountsAndClientsAreFound() throws Exception {
    JsonNode account = group(search("111111111111"), "account").get("hits").get(0);
    String title = account.get("label").asString();
    String client = title.substring(0, title.indexOf(" · "));

    assertThat(account.get("href").asString()).isEqualTo("/accounts/111111111111");
    assertThat(group(search(title), "account").get("count").asInt()).isEqualTo(1);
    assertThat(group(search(client), "client").get("hits").get(0).get("href").asString())
        .startsWith("/accounts?client=");
  }

  @Test
  void databasesAreFound() throws Exception {
    try (var in = new ClassPathResource("sample/444444444444.json").getInputStream()) {
      importSnapshot(SnapshotFile.read(in));
    }
    JsonNode found = group(search("nagi-orders"), "database").get("hits").get(0);

    assertThat(found.get("href").asString())
        .startsWith("/accounts/444444444444?show=all&area=databases&q=");
    assertThat(found.get("account").get("id").asString()).isEqualTo("444444444444");
    call("DELETE", "/accounts/444444444444", null);
  }

  @Test
  void oneHitLeadsStraightToIt() {
    assertThat(get(new PageClient(context), "/search?q=203.0.113.25")).hasRedirectedUrl(OF_ADDRESS);
    assertThat(get(new PageClient(context), "/search?q=eni-01a1f")).hasRedirectedUrl(OF_ADDRESS);
    assertThat(get(new PageClient(context), "/search?q=dkim-published"))
        .hasRedirectedUrl("/rules/dkim-published");
  }

  private static MvcTestResult get(PageClient client, String path) {
    return client.mvc().get().uri(path).with(user("mika").roles("ADMINISTRATOR")).exchange();
  }

  @Test
  void severalHitsAreListedByKindWithTheirCount() throws Exception {
    assertThat(page("ptr", Locale.ENGLISH))
        .contains("Rules <span class=\"soft\">7</span>", "PTR and A record agree");
    assertThat(page("ptr", Locale.JAPANESE))
        .contains("確認項目 <span class=\"soft\">7</span>", "正引きと逆引きの一致");
  }

  @Test
  void whereNothingIsFoundThePageTellsWhatCanBeSearchedFor() throws Exception {
    assertThat(page("no-such-thing", Locale.ENGLISH))
        .contains("Nothing was found.", "an IP address, IPv4 or IPv6, in any form");
    assertThat(page("no-such-thing", Locale.JAPANESE)).contains("見つかりませんでした。", "ホスト名・ドメイン、またはその一部");
    assertThat(page("", Locale.ENGLISH))
        .contains("a host name or domain")
        .doesNotContain("Nothing was found.");
  }

  @Test
  void anotherScanReplacesWhatIsFound() throws Exception {
    assertThat(search("192.0.2.7").get("groups")).isEmpty();

    importSnapshot(snapshot(senderWithWrongPtr()));

    assertThat(group(search("192.0.2.7"), "address").get("count").asInt()).isEqualTo(1);
    assertThat(search("203.0.113.25").get("groups")).isEmpty();
  }

  @Test
  void aRemovedAccountIsNotFoundAnyMore() throws Exception {
    assertThat(search("i-01qmail").get("groups")).hasSize(1);

    removeAccount();

    assertThat(search("i-01qmail").get("groups")).isEmpty();
  }

  @Test
  void aBounceIsExplainedAndLeadsToTheFindingOfItsAddress() throws Exception {
    JsonNode bounce = search(NO_PTR).get("bounce");
    JsonNode here = bounce.get("here");

    assertThat(bounce.at("/explanation/receiver/name").asString()).isEqualTo("Gmail");
    assertThat(bounce.at("/explanation/diagnoses/0/rules").valueStream().map(JsonNode::asString))
        .startsWith("ptr-exists", "ptr-matches-a");
    assertThat(here).hasSize(1);
    assertThat(here.get(0).get("label").asString()).isEqualTo("203.0.113.80");
    assertThat(here.get(0).get("account").get("id").asString()).isEqualTo(ACCOUNT_ID);
  }

  @Test
  void theFindingsOfTheAddressAreThoseThatTheBounceIsAbout() throws Exception {
    JsonNode here = search(NO_PTR.replace("203.0.113.80", "203.0.113.25")).at("/bounce/here");

    assertThat(here).hasSize(1);
    assertThat(here.get(0).get("unrecorded").isNull()).isTrue();
    assertThat(here.get(0).get("findings").valueStream().map(f -> f.get("rule").asString()))
        .contains("ptr-exists")
        .allMatch(List.of("ptr-exists", "ptr-matches-a", "sender-ipv6-ptr")::contains);
    assertThat(here.get(0).get("findings").get(0).get("href").asString())
        .startsWith("/accounts/111111111111?rule=ptr-")
        .contains("&open=ptr-", "203.0.113.25", "#ptr-");
  }

  @ParameterizedTest
  @CsvSource({
    "en, 'This bounce shows that 203.0.113.80 sends mail. Record it, so that it is judged as a sender.', Record it on the page of the address",
    "ja, このエラーメールから、203.0.113.80 がメールを送信していることが分かります。送信元として判定されるように記録してください。, アドレスのページで記録する"
  })
  void aBounceShowsThatAnAddressWithoutAnotherSignSends(
      String language, String sentence, String record) throws Exception {
    Locale locale = Locale.forLanguageTag(language);
    String override = "/accounts/111111111111/addresses/203.0.113.80#override";

    assertThat(page(NO_PTR, locale))
        .contains(sentence, "<a href=\"" + override + "\">" + record + "</a>")
        .doesNotContain("shows no sign of sending mail", "送信している形跡");
    assertThat(new PageClient(context).get(override.replace("#override", ""), locale))
        .contains("<div id=\"override\"><form");
    JsonNode unrecorded = search(NO_PTR).at("/bounce/here/0/unrecorded");
    assertThat(unrecorded.get("summary").asString()).contains("203.0.113.80");
    assertThat(unrecorded.get("href").asString()).isEqualTo(override);
  }

  @Test
  void aBounceThatNamesTheAddressAsItsReceiverShowsNoSender() throws Exception {
    JsonNode here =
        search("connect to mx.example.net[203.0.113.80]:25: Connection refused").at("/bounce/here");

    assertThat(here.valueStream()).allMatch(one -> one.get("unrecorded").isNull());
  }

  @Test
  void thePageShowsVerdictAndSentenceInBothLanguages() throws Exception {
    assertThat(page(NO_PTR, Locale.ENGLISH))
        .contains("What this bounce means", "550", "5.7.25", "Gmail")
        .contains("The sending address has no reverse DNS name (PTR record)", "to do here")
        .contains("https://knowledge.workspace.google.com/", "PTR and A record agree")
        .contains("<a href=\"/accounts/111111111111/addresses/203.0.113.80\">203.0.113.80</a>")
        .doesNotContain("class=\"verdict sign");
    assertThat(page(NO_PTR.replace("203.0.113.80", "203.0.113.25"), Locale.ENGLISH))
        .contains("class=\"verdict sign");
    assertThat(page(NO_PTR, Locale.JAPANESE))
        .contains("このエラーの意味", "送信元アドレスに逆引き（PTRレコード）がないか", "自社で対応");
  }

  @Test
  void aBounceOfASenderThatIsNotHereSaysSo() throws Exception {
    assertThat(page("550 5.1.1 <x@example.org>: User unknown", Locale.ENGLISH))
        .contains("None of the addresses and names in it belongs to an account here.")
        .contains("The recipient’s mailbox does not exist.");
  }

  @Test
  void aNameIsPostedIntoAnAddressThatCanBeKept() {
    assertThat(post("i-01qmail")).hasRedirectedUrl("/search?q=i-01qmail");
    assertThat(post(" ")).hasRedirectedUrl("/search");
  }

  @Test
  void aPostedBounceStandsInNoAddress() throws Exception {
    MvcTestResult bounce = post(NO_PTR);

    assertThat(bounce).hasStatusOk();
    assertThat(bounce.getResponse().getContentAsString())
        .contains("What this bounce means")
        .doesNotContain("href=\"/search?q", "?q=550", "q=hanako");
    assertThat(post("hanako@gmail.com")).hasStatusOk();
    assertThat(post("x".repeat(500))).hasStatusOk();
  }

  @Test
  void aLongTextIsPostedToTheApi() throws Exception {
    JsonResponse found =
        call("POST", "/search", "{\"q\":\"" + NO_PTR + " x".repeat(500_000) + "\"}");

    assertThat(found.status()).isEqualTo(200);
    assertThat(found.json().at("/bounce/explanation/statusCode").asString()).isEqualTo("5.7.25");
  }

  @Test
  void theApiExplainsInTheLanguageOfTheRequest() throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + port + "/api/v1/search?q=550%205.1.1%20User%20unknown"))
            .header("Authorization", "Bearer a-token-for-tests-V7nKq3xWz9Lr")
            .header("Accept-Language", "ja")
            .build();

    assertThat(client.send(request, BodyHandlers.ofString()).body())
        .contains("受信者のメールボックスが存在しません。");
  }

  @Test
  void whatIsEnteredIsEscaped() throws Exception {
    String hostile = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>";

    for (String text :
        List.of(hostile, "550 5.7.1 " + hostile, "550 5.1.1 " + hostile + ".example.com")) {
      assertThat(page(text, Locale.ENGLISH))
          .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
          .doesNotContain("<script>alert", "<img");
      assertThat(post(text).getResponse().getContentAsString())
          .doesNotContain("<script>alert", "<img");
    }
  }

  @Test
  void everyPageHasTheSearch() throws Exception {
    for (String path : List.of("/accounts", "/rules", "/accounts/" + ACCOUNT_ID)) {
      assertThat(new PageClient(context).get(path, Locale.ENGLISH))
          .contains("<form class=\"find\" method=\"post\" action=\"/search\"")
          .contains("class=\"find-link\" href=\"/search\"");
    }
    assertThat(new PageClient(context).get("/rules", Locale.JAPANESE))
        .contains("aria-label=\"検索・エラーメールの貼り付け\"");
  }

  @Test
  void strangersCannotSearch() {
    assertThat(new PageClient(context).mvc().get().uri("/search?q=i-01qmail").exchange())
        .hasStatus3xxRedirection();
  }
}
