package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.testing.PageClient;
import io.todoku.testing.TestUsers.TestUser;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** Many accounts in one request to the REST API. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:batch;DB_CLOSE_DELAY=-1")
class ApiAccountBatchIntegrationTests extends ApiFixture {

  private static final String FIRST = "700000000001";
  private static final String SECOND = "700000000002";

  @Autowired private Accounts accounts;
  @Autowired private WebApplicationContext context;

  @BeforeEach
  void removeAccounts() {
    accounts.all().stream()
        .filter(account -> !accounts.isConfigured(account.id()))
        .forEach(account -> accounts.remove(account.id()));
  }

  private static String role(String id, String client) {
    return """
    {"id":"%s","name":"main","client":"%s","access":{"role-arn":"arn:aws:iam::%s:role/Todoku"}}
    """
        .formatted(id, client, id);
  }

  private static String array(String... accounts) {
    return "[" + String.join(",", accounts) + "]";
  }

  private List<String> ids() {
    return accounts.all().stream().map(Account::id).toList();
  }

  @Test
  void allAreAddedAndThoseOfOneClientHaveOneExternalId() throws Exception {
    JsonResponse answer =
        call(
            "POST",
            "/accounts/batch",
            array(
                role(FIRST, "Example KK"),
                role(SECOND, "Example KK"),
                role("700000000003", "Nagi Shop"),
                role("700000000004", "")));

    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    List<String> externalIds =
        answer
            .json()
            .valueStream()
            .map(one -> one.at("/account/access/external-id").asString())
            .toList();
    assertThat(answer.json().valueStream().map(one -> one.get("result").asString()))
        .containsOnly("ADDED");
    assertThat(externalIds.get(0)).isNotBlank().isEqualTo(externalIds.get(1));
    assertThat(externalIds.stream().distinct()).hasSize(3);
    assertThat(get("/accounts/" + SECOND).json().at("/access/external-id").asString())
        .isEqualTo(externalIds.getFirst());
  }

  /** As the form does; before, a role that the API added had none. */
  @Test
  void aSingleAccountGetsTheExternalIdOfItsClientTooUnlessItHasOne() throws Exception {
    JsonNode first = call("POST", "/accounts", role(FIRST, "Minato Works")).json();
    JsonNode own =
        call(
                "POST",
                "/accounts",
                """
                {"id":"%s","client":"Minato Works",
                 "access":{"role-arn":"arn:aws:iam::%s:role/Todoku","external-id":"of-its-own"}}
                """
                    .formatted(SECOND, SECOND))
            .json();
    JsonNode put =
        call("PUT", "/accounts/700000000003", role("700000000003", "Minato Works")).json();

    assertThat(first.at("/access/external-id").asString()).isNotBlank();
    assertThat(own.at("/access/external-id").asString()).isEqualTo("of-its-own");
    assertThat(put.at("/access/external-id")).isEqualTo(first.at("/access/external-id"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":\"12\"} | 400 | invalid-value | is not 12 digits",
        "{\"id\":\"700000000001\"} | 400 | invalid-value | stands at index 0 already",
        "{\"id\":\"999999999999\"} | 409 | conflict | exists; change it with PUT",
      })
  void oneThatCannotBeAddedKeepsAllOut(String wrong, int status, String type, String why)
      throws Exception {
    JsonResponse answer =
        call(
            "POST",
            "/accounts/batch",
            array(role(FIRST, "Example KK"), wrong, role(SECOND, "Example KK")));

    assertProblem(answer, status);
    assertThat(answer.json().get("type").asString()).isEqualTo("/problems/" + type);
    assertThat(answer.json().get("errors")).hasSize(1);
    assertThat(answer.json().at("/errors/0/index").asInt()).isEqualTo(1);
    assertThat(answer.json().at("/errors/0/type").asString()).isEqualTo("/problems/" + type);
    assertThat(answer.json().at("/errors/0/detail").asString()).contains(why);
    assertThat(ids()).containsExactly("999999999999");
  }

  @Test
  void partiallyEachHasItsOwnResult() throws Exception {
    JsonResponse answer =
        call(
            "POST",
            "/accounts/batch?partial=true",
            array(
                role(FIRST, "Example KK"),
                "{\"id\":\"999999999999\",\"name\":\"replaced\"}",
                "{\"id\":\"x\"}",
                role(SECOND, "Example KK")));

    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    assertThat(answer.json().valueStream().map(one -> one.get("result").asString()))
        .containsExactly("ADDED", "EXISTS", "REFUSED", "ADDED");
    assertThat(answer.json().at("/2/problem/detail").asString()).contains("is not 12 digits");
    assertThat(ids()).containsExactlyInAnyOrder(FIRST, SECOND, "999999999999");
    assertThat(accounts.get("999999999999").name()).isEqualTo("Configured");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "[{\"id\":\"700000000001\",\"nom\":\"x\"}]", "[1]", "[null]"})
  void whatIsNoListOfAccountsIsAProblem(String body) throws Exception {
    assertProblem(call("POST", "/accounts/batch", body), 400);
    assertThat(ids()).containsExactly("999999999999");
  }

  @ParameterizedTest
  @CsvSource({"VIEWER, ''", "OPERATOR, Example KK", "ADMINISTRATOR, Example KK"})
  void whoDoesNotSeeEveryClientAddsNone(String role, String client) throws Exception {
    TestUser reader = user("aki").roles(role);

    int status =
        new PageClient(context)
            .mvc()
            .post()
            .uri("/api/v1/accounts/batch")
            .with(client.isEmpty() ? reader : reader.clients(client))
            .with(csrf())
            .contentType(MediaType.APPLICATION_JSON)
            .content(array(role(FIRST, "Example KK")))
            .exchange()
            .getResponse()
            .getStatus();

    assertThat(status).isEqualTo(403);
    assertThat(ids()).containsExactly("999999999999");
  }
}
