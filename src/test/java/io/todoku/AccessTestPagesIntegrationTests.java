package io.todoku;

import static io.todoku.account.AccessTestData.denied;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.todoku.account.AccessTest;
import io.todoku.account.AccessTestData;
import io.todoku.account.AccessTester;
import io.todoku.account.Account;
import io.todoku.account.ActionAccess;
import io.todoku.testing.PageClient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** The test of the access to an account: kept with its date, on pages and in the API. */
class AccessTestPagesIntegrationTests extends ApiFixture {

  private static final String ACCOUNT =
      """
      {"id":"111111111111","name":"本番","client":"Example KK","environment":"production",
       "access":{"role-arn":"%s","external-id":"%s"}}
      """;

  @MockitoBean AccessTester tester;
  @Autowired private WebApplicationContext context;

  @BeforeEach
  void addAccount() throws Exception {
    assertThat(call("POST", "/accounts", account("between-us")).status()).isEqualTo(201);
    ends(denied("ses:GetAccount", "us-east-1"));
  }

  private static String account(String externalId) {
    return ACCOUNT.formatted(AccessTestData.ROLE, externalId);
  }

  private void ends(ActionAccess... others) {
    ends(AccessTestData.test(others).testedAt(), others);
  }

  private void ends(Instant testedAt, ActionAccess... others) {
    AccessTest test = AccessTestData.test(others);
    doAnswer(asked ->
            AccessTest.of(
                asked.<Account>getArgument(0),
                testedAt,
                String.valueOf(test.caller()),
                test.actions()))
        .when(tester)
        .test(any());
  }

  private String page(String path, Locale locale) throws Exception {
    return new PageClient(context).get(path, locale);
  }

  private JsonResponse newest() throws Exception {
    return get("/accounts/" + ACCOUNT_ID + "/access-tests");
  }

  @Test
  void theApiTestsAndTellsTheNewestTest() throws Exception {
    assertProblem(newest(), 404);

    JsonResponse tested = call("POST", "/accounts/" + ACCOUNT_ID + "/access-tests", null);

    assertThat(tested.status()).as(tested.response().body()).isEqualTo(201);
    JsonNode json = newest().json();
    assertThat(json).isEqualTo(tested.json());
    assertThat(json.get("verdict").asString()).isEqualTo("INCOMPLETE");
    assertThat(json.get("testedAt").asString()).isEqualTo("2026-11-30T09:14:00Z");
    assertThat(json.get("allowed").asInt()).isEqualTo(3);
    assertThat(json.get("tried").asInt()).isEqualTo(4);
    assertThat(json.at("/statements/0/policy").asString()).isEqualTo("DENIED");
    assertThat(json.at("/statements/0/json").asString()).contains("\"ses:GetAccount\"");
    assertThat(json.at("/actions/3/result").asString()).isEqualTo("DENIED");
    assertThat(json.at("/actions/3/reason/detail").asString())
        .contains("because no identity-based");
  }

  @Test
  void aChangeOfTheAccessMakesATestSayNothing() throws Exception {
    call("POST", "/accounts/" + ACCOUNT_ID + "/access-tests", null);

    changeAccount(ACCOUNT_ID, account("another"));

    assertProblem(newest(), 404);
    assertThat(page("/accounts/" + ACCOUNT_ID, Locale.ENGLISH)).doesNotContain("of 4 actions");
  }

  @Test
  void anAccountFromFilesHasNothingToTest() throws Exception {
    call("DELETE", "/accounts/" + ACCOUNT_ID, null);
    importSnapshot(snapshot(senderWithWrongPtr()));

    assertProblem(call("POST", "/accounts/" + ACCOUNT_ID + "/access-tests", null), 400);
    verify(tester, never()).test(any());
  }

  @ParameterizedTest
  @CsvSource({
    "en, Access is incomplete., 3 of 4 actions allowed in 2 Regions. Denied: ses:GetAccount.",
    "ja, 許可されていない操作があります。, 2リージョンで4操作のうち3操作が許可されています。 拒否: ses:GetAccount。"
  })
  void thePagesOfTheAccountTellIt(String language, String headline, String summary)
      throws Exception {
    Locale locale = Locale.forLanguageTag(language);
    call("POST", "/accounts/" + ACCOUNT_ID + "/access-tests", null);

    assertThat(page("/accounts/" + ACCOUNT_ID, locale))
        .contains(headline, summary, "2026-11-30T09:14:00Z")
        .doesNotContain("assumed-role");
    assertThat(page("/accounts/" + ACCOUNT_ID + "/edit", locale))
        .contains(headline, summary, "assumed-role/Todoku/todoku")
        .contains("&quot;ses:GetAccount&quot;", "because no identity-based policy allows it");
  }

  @Test
  void whatWasTestedInTheFormIsKeptOnceItIsSaved() throws Exception {
    call("DELETE", "/accounts/" + ACCOUNT_ID, null);
    ends(Instant.now().truncatedTo(ChronoUnit.MICROS), denied("ses:GetAccount", "us-east-1"));
    String[] form = {
      "id",
      ACCOUNT_ID,
      "name",
      "本番",
      "environment",
      "production",
      "access",
      "role",
      "roleArn",
      AccessTestData.ROLE,
      "externalId",
      "between-us"
    };

    String tested =
        new PageClient(context)
            .post("/accounts/test", Locale.ENGLISH, form)
            .getResponse()
            .getContentAsString();
    assertThat(tested).contains("Access is incomplete.", "role=\"status\"");
    assertThat(newest().status()).isEqualTo(404);
    new PageClient(context).post("/accounts", Locale.ENGLISH, form);

    assertThat(newest().json().get("verdict").asString()).isEqualTo("INCOMPLETE");
  }
}
