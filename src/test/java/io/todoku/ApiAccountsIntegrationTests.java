package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Accounts;
import io.todoku.identity.UserRole;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.testing.PageClient;
import io.todoku.testing.TestUsers.TestUser;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Accounts, attestations and waivers in the REST API. */
class ApiAccountsIntegrationTests extends ApiFixture {

  @Autowired private Accounts accounts;
  @Autowired private WebApplicationContext context;

  @Test
  void anAccountIsAddedChangedAndRemoved() throws Exception {
    String body =
        """
        {"id":"%s","name":"Example 本番","client":"Example KK","environment":"staging",
         "access":{"role-arn":"arn:aws:iam::%s:role/Todoku","external-id":"x-1"},
         "regions":["eu-west-1"],"mail-domains":[{"name":"example.com","dkim-selectors":["s1"]}]}
        """
            .formatted(ACCOUNT_ID, ACCOUNT_ID);

    JsonResponse added = call("POST", "/accounts", body);
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.response().headers().firstValue("Location"))
        .hasValue("/api/v1/accounts/" + ACCOUNT_ID);
    assertThat(get("/accounts/" + ACCOUNT_ID).json()).isEqualTo(new JsonMapper().readTree(body));
    assertThat(call("POST", "/accounts", body).status()).isEqualTo(409);

    assertThat(
            call("PUT", "/accounts/" + ACCOUNT_ID, body.replace("staging", "production")).status())
        .isEqualTo(200);
    assertThat(get("/accounts/" + ACCOUNT_ID).json().at("/environment").asString())
        .isEqualTo("production");
    assertThat(get("/accounts").json()).hasSize(2);

    assertThat(call("DELETE", "/accounts/" + ACCOUNT_ID, null).status()).isEqualTo(204);
    assertThat(get("/accounts/" + ACCOUNT_ID).status()).isEqualTo(404);
  }

  /** Above all, an account must not be read by other credentials or in every Region unasked. */
  @Test
  void aChangeThatWouldResetWhatItLeavesOutIsRefused() throws Exception {
    String account = "/accounts/" + ACCOUNT_ID;
    call(
        "POST",
        "/accounts",
        """
        {"id":"%s","name":"Example","client":"Example KK","environment":"staging",
         "access":{"profile":"example"},"regions":["eu-west-1"]}
        """
            .formatted(ACCOUNT_ID));
    JsonNode before = get(account).json();

    JsonResponse refused =
        call("PUT", account, "{\"id\":\"%s\",\"name\":\"Other\"}".formatted(ACCOUNT_ID));

    assertProblem(refused, 400);
    assertThat(refused.json().at("/detail").asString())
        .isEqualTo(
            "the body lacks the fields \"client\", \"environment\", \"access\", \"regions\"");
    assertThat(get(account).json()).isEqualTo(before);
    assertThat(
            call(
                    "PUT",
                    account,
                    """
                    {"id":"%s","name":"Other","client":"","environment":"production","access":{},
                     "regions":[]}
                    """
                        .formatted(ACCOUNT_ID))
                .status())
        .as("said, it is done")
        .isEqualTo(200);
  }

  /** The role and its external id are of use to those only who may change them. */
  @ParameterizedTest
  @CsvSource({
    "VIEWER, '', false",
    "VIEWER, Example KK, false",
    "OPERATOR, Example KK, false",
    "OPERATOR, '', true",
    "ADMINISTRATOR, '', true"
  })
  void howAnAccountIsAccessedIsShownToThoseWhoMayChangeIt(
      UserRole role, String client, boolean shown) throws Exception {
    call(
        "POST",
        "/accounts",
        """
        {"id":"%s","name":"x","client":"Example KK",
         "access":{"role-arn":"arn:aws:iam::%s:role/Todoku","external-id":"x-1"}}
        """
            .formatted(ACCOUNT_ID, ACCOUNT_ID));
    TestUser reader = user("aki").roles(role.name());
    TestUser limited = client.isEmpty() ? reader : reader.clients(client);
    for (String path : List.of("/api/v1/accounts", "/api/v1/accounts/" + ACCOUNT_ID)) {
      String body =
          new PageClient(context)
              .mvc()
              .get()
              .uri(path)
              .with(limited)
              .exchange()
              .getResponse()
              .getContentAsString();
      assertThat(body).contains(ACCOUNT_ID, "Example KK");
      assertThat(body.contains("x-1") || body.contains("role/Todoku")).as(body).isEqualTo(shown);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"1234567890123\"}",
        "{\"name\":\"no id\"}",
        "{\"id\":\"111111111111\",\"regions\":[\"eu-west-1/..\"]}",
        "{\"id\":\"111111111111\",\"environment\":\"moon\"}",
        "{\"id\":\"111111111111\",\"access\":{\"role-arn\":\"a\",\"profile\":\"b\"}}",
        "{\"id\":",
        "[]",
        "null"
      })
  void aWrongAccountIsAProblemThatSaysWhy(String body) throws Exception {
    JsonResponse answer = call("POST", "/accounts", body);

    assertProblem(answer, 400);
    assertThat(get("/accounts").json()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"111111111111\",\"regions\":[null]}",
        "{\"id\":\"111111111111\",\"mail-domains\":[null]}",
        "{\"id\":\"111111111111\",\"mail-domains\":[{\"name\":\"a.jp\"},{\"name\":\"A.jp\"}]}",
        "{\"id\":\"111111111111\",\"name\":\" \"}",
        "{\"id\":\"111111111111\",\"mail-domains\":[{}]}",
        "{\"id\":\"111111111111\",\"mail-domains\":[{\"name\":\",\"}]}",
        "{\"id\":\"111111111111\",\"mail-domains\":[{\"name\":\"a.example,b.example\"}]}",
        "{\"id\":\"111111111111\",\"access\":{\"role-arn\":\"not an arn\"}}",
        "{\"id\":\"111111111111\",\"acess\":{\"profile\":\"x\"}}"
      })
  void whatIsWrongInsideAnAccountIsAProblemToo(String body) throws Exception {
    assertProblem(call("POST", "/accounts", body), 400);
    assertThat(get("/accounts").status()).as("nothing was stored").isEqualTo(200);
    assertProblem(get("/accounts/" + ACCOUNT_ID), 404);
  }

  @Test
  void configuredAccountsCannotBeChangedThroughTheApi() throws Exception {
    assertProblem(call("DELETE", "/accounts/999999999999", null), 409);
    assertProblem(call("PUT", "/accounts/999999999999", "{\"id\":\"999999999999\"}"), 409);
  }

  @Test
  void nodesThatStartTogetherImportTheConfigurationOnce() throws Exception {
    accounts.remove("999999999999");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> starting = new ArrayList<>();
      for (int node = 0; node < 8; node++) {
        starting.add(threads.submit(accounts::applyConfiguration));
      }
      for (Future<?> node : starting) {
        node.get();
      }
    }

    assertThat(get("/accounts/999999999999").json().at("/name").asString()).isEqualTo("Configured");
    assertProblem(call("DELETE", "/accounts/999999999999", null), 409);
  }

  @Test
  void anAttestationChangesTheChecklist() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));

    JsonResponse response =
        call(
            "POST",
            "/accounts/" + ACCOUNT_ID + "/attestations",
            "{\"rule\":\"send-limit-removed\",\"region\":\"%s\",\"state\":\"GRANTED\",\"date\":\"%s\",\"caseId\":\"17\"}"
                .formatted(SnapshotBuilder.REGION, LocalDate.now().minusDays(3)));

    assertThat(response.status()).as(response.response().body()).isEqualTo(201);
    JsonNode item = checklistItem("send-limit-removed");
    assertThat(item.at("/verdict").asString()).isEqualTo("PASS");
    assertThat(item.at("/evidence/0/source").asString()).isEqualTo("person");
    assertThat(item.toString()).contains("api-token", "17");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"rule\":\"send-limit-removed\",\"state\":\"MAYBE\",\"date\":\"2026-01-01\"}",
        "{\"rule\":\"send-limit-removed\",\"state\":\"GRANTED\",\"date\":\"2999-01-01\"}",
        "{\"rule\":\"send-limit-removed\",\"state\":\"GRANTED\",\"date\":\"yesterday\"}",
        "{\"rule\":\" \",\"state\":\"GRANTED\",\"date\":\"2026-01-01\"}",
        "{\"rule\":\"send-limit\",\"state\":\"GRANTED\",\"date\":\"2026-01-01\"}",
        "{\"rule\":\"ptr-exists\",\"state\":\"GRANTED\",\"date\":\"2026-01-01\"}",
        "{\"rule\":\"send-limit-removed\",\"state\":\"GRANTED\",\"date\":\"2026-01-01\","
            + "\"expires\":\"2026-01-02\"}"
      })
  void aWordThatMakesNoSenseIsAProblem(String body) throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));

    assertProblem(call("POST", "/accounts/" + ACCOUNT_ID + "/attestations", body), 400);
  }

  @Test
  void everythingThatADecisionLacksIsNamedAtOnce() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    String account = "/accounts/" + ACCOUNT_ID;

    JsonResponse waiver = call("POST", account + "/waivers", "{}");
    JsonResponse attestation = call("POST", account + "/attestations", "{\"state\":\"granted\"}");

    assertProblem(waiver, 400);
    assertThat(waiver.json().at("/detail").asString())
        .isEqualTo("the body lacks the fields \"rule\", \"resource\", \"reason\", \"expires\"");
    assertProblem(attestation, 400);
    assertThat(attestation.json().at("/detail").asString())
        .isEqualTo("the body lacks the fields \"rule\", \"date\"");
  }

  @Test
  void aWaiverIsShownWithItsFinding() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    String body =
        "{\"rule\":\"ptr-matches-a\",\"resource\":\"192.0.2.7\",\"reason\":\"%s\",\"expires\":\"%s\"}";

    assertProblem(
        call(
            "POST",
            "/accounts/" + ACCOUNT_ID + "/waivers",
            body.formatted("moving", LocalDate.now().minusDays(2))),
        400);
    assertProblem(
        call(
            "POST",
            "/accounts/" + ACCOUNT_ID + "/waivers",
            body.formatted(" ", LocalDate.now().plusDays(9))),
        400);
    assertProblem(
        call(
            "POST",
            "/accounts/" + ACCOUNT_ID + "/waivers",
            body.replace("ptr-matches-a", "ptr-matches")
                .formatted("moving", LocalDate.now().plusDays(9))),
        400);
    JsonResponse waived =
        call(
            "POST",
            "/accounts/" + ACCOUNT_ID + "/waivers",
            body.formatted("moving", LocalDate.now().plusDays(9)));

    assertThat(waived.status()).isEqualTo(201);
    JsonNode item = checklistItem("ptr-matches-a");
    assertThat(item.at("/verdict").asString()).isEqualTo("FAIL");
    assertThat(item.at("/waiver/reason").asString()).isEqualTo("moving");
    assertThat(item.at("/waiver/author").asString()).isEqualTo("api-token");
  }
}
