package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Account;
import io.todoku.peers.AwsResponses;
import io.todoku.peers.AwsTestAccounts;
import io.todoku.testing.PageClient;
import io.todoku.testing.TestUsers.TestUser;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Organizations in the REST API and what pages tell of them, with a server that speaks as AWS. */
@TestPropertySource(
    properties = "spring.datasource.url=jdbc:h2:mem:organization-api;DB_CLOSE_DELAY=-1")
class OrganizationApiIntegrationTests extends OrganizationFixture {

  private static String request(String rules) {
    return """
    {"access":{"role-arn":"%s","external-id":"of-todoku"},"rules":%s}
    """
        .formatted(AwsTestAccounts.roleArn(MANAGEMENT), rules);
  }

  private String path() {
    return "/organizations/" + organization().id();
  }

  private static Map<String, Long> results(JsonNode additions) {
    return additions
        .valueStream()
        .collect(Collectors.groupingBy(one -> one.get("result").asString(), Collectors.counting()));
  }

  private MvcTestResult page(String path, TestUser reader) {
    return new PageClient(context)
        .mvc()
        .get()
        .uri(path)
        .with(reader)
        .locale(Locale.ENGLISH)
        .exchange();
  }

  private String body(String path, TestUser reader) throws Exception {
    MvcTestResult result = page(path, reader);
    assertThat(result).hasStatusOk();
    return result.getResponse().getContentAsString();
  }

  /** One listing and one request, and everything is there. */
  @Test
  void anOrganizationIsListedAddedAndKeptInStep() throws Exception {
    JsonResponse made =
        call(
            "POST",
            "/organizations",
            request("{\"clientBy\":\"UNIT\",\"regions\":[\"us-east-1\"]}"));
    assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    assertThat(made.response().headers().firstValue("Location")).hasValue("/api/v1" + path());
    assertThat(made.json().get("managementAccount").asString()).isEqualTo(MANAGEMENT);
    assertThat(get(path() + "/accounts?state=OFFERED").json()).hasSize(MEMBERS + 1);

    JsonNode added = call("POST", path() + "/accounts", "{\"all\":true}").json();

    assertThat(results(added))
        .as("the management account is in no unit")
        .isEqualTo(Map.of("ADDED", (long) MEMBERS));
    Account test = accounts.get(members.get(1));
    assertThat(test.client()).isEqualTo("A");
    assertThat(test.regions()).containsExactly("us-east-1");
    assertThat(
            results(
                call(
                        "POST",
                        path() + "/accounts",
                        "{\"accounts\":[\"%s\",\"%s\",\"123\",\"%s\"]}"
                            .formatted(members.getFirst(), MANAGEMENT, members.getFirst()))
                    .json()))
        .isEqualTo(Map.of("EXISTS", 1L, "NO_UNIT", 1L, "UNLISTED", 1L));

    String closed = members.get(7);
    String left = members.get(8);
    organization().closeAccount(closed);
    organization().removeAccount(left);
    String appeared = organization().createAccount(unitA, "appeared", Map.of());
    JsonResponse again = call("POST", path() + "/listings", "");
    assertThat(again.json().get("failure").isNull()).isTrue();

    assertThat(get(path() + "/accounts?state=NOT_ACTIVE").json()).hasSize(1);
    assertThat(get(path() + "/accounts?state=NOT_ACTIVE").json().at("/0/id").asString())
        .isEqualTo(closed);
    assertThat(get(path() + "/accounts?state=LEFT").json().at("/0/id").asString()).isEqualTo(left);
    assertThat(
            get(path() + "/accounts?state=OFFERED")
                .json()
                .valueStream()
                .map(one -> one.get("id").asString()))
        .containsExactlyInAnyOrder(MANAGEMENT, appeared);
    assertThat(accounts.exists(appeared)).as("is offered only").isFalse();
    pagesTellOnlyThoseWhoSeeEveryClient(closed, left);
  }

  private void pagesTellOnlyThoseWhoSeeEveryClient(String closed, String left) throws Exception {
    TestUser operator = user("ken").roles("OPERATOR");
    assertThat(body("/accounts", operator))
        .contains("2 accounts of organization " + organization().id() + " are not in Todoku yet.")
        .contains("closed in AWS", "left the organization");
    assertThat(body("/accounts/" + closed, operator)).contains("lists this account as SUSPENDED");
    assertThat(body("/accounts/" + left, operator)).contains("is no longer in organization");
    assertThat(body("/accounts/" + members.getFirst(), operator)).doesNotContain("organization");
    assertThat(body("/organizations/" + organization().id(), operator))
        .contains(MANAGEMENT, "SUSPENDED", "appeared")
        .doesNotContain("<script>alert");

    String client = accounts.get(closed).client();
    for (TestUser reader :
        List.of(
            user("aki").roles("VIEWER"),
            user("rei").roles("OPERATOR").clients(client),
            user("nao").roles("ADMINISTRATOR").clients(client))) {
      assertThat(body("/accounts", reader))
          .contains(closed)
          .doesNotContain(organization().id(), "closed in AWS", "Add many");
      assertThat(body("/accounts/" + closed, reader)).doesNotContain(organization().id());
      for (String path : List.of("/organizations", path(), "/accounts/import")) {
        assertThat(page(path, reader)).as(path).hasStatus(403);
      }
      for (String path : List.of("/organizations", path(), path() + "/accounts")) {
        assertThat(page("/api/v1" + path, reader)).as(path).hasStatus(403);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "organizations:ListAccounts, Needed: organizations:ListAccounts",
    "sts:AssumeRole, sts:AssumeRole"
  })
  void whatIsDeniedIsToldAndNothingIsRemembered(String action, String told) throws Exception {
    proxy().respondWith(AwsResponses.denying(named(action)));

    JsonResponse answer = call("POST", "/organizations", request("null"));

    assertProblem(answer, 409);
    assertThat(answer.json().get("detail").asString()).contains(told);
    assertThat(get("/organizations").json()).isEmpty();
  }

  @Test
  void whatStaysThrottledIsToldSo() throws Exception {
    proxy()
        .respondWith(
            AwsResponses.throttling(named("organizations:ListAccounts"), Integer.MAX_VALUE));

    JsonResponse answer = call("POST", "/organizations", request("null"));

    assertProblem(answer, 409);
    assertThat(answer.json().get("detail").asString()).contains("Rate exceeded");
  }

  @Test
  void withoutTagsNoAccountIsGivenTheDefaultClient() throws Exception {
    proxy().respondWith(AwsResponses.denying(named("organizations:ListTagsForResource")));

    JsonResponse made =
        call(
            "POST",
            "/organizations",
            request("{\"clientTag\":\"Client\",\"defaultClient\":\"Decoy KK\"}"));

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().get("causes")).hasSize(1);
    assertThat(made.json().at("/causes/0").asString())
        .contains("organizations:ListTagsForResource");
    JsonNode added =
        call("POST", path() + "/accounts", "{\"accounts\":[\"%s\"]}".formatted(members.getFirst()))
            .json();
    assertThat(results(added)).isEqualTo(Map.of("TAGS_UNKNOWN", 1L));
    assertThat(accounts.exists(members.getFirst())).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"access\":{\"role-arn\":\"x\"}} | is not a role ARN",
        "{\"access\":{\"role-arn\":\"x\",\"profile\":\"p\"}} | keep one",
        "{\"access\":{\"profile\":\"p\"},\"rules\":{\"clientBy\":\"TAG\"}} | tag that names the client",
        "{\"access\":{\"profile\":\"p\"},\"rules\":{\"clientBy\":\"FIXED\"}} | name of the client",
        "{\"access\":{\"profile\":\"p\"},\"rules\":{\"clientTag\":\"C\",\"roleName\":\"$(x)\"}} | role name",
        "{\"acess\":{}} | unknown field"
      })
  void wrongRequestsSayWhatIsWrong(String body, String why) throws Exception {
    JsonResponse answer = call("POST", "/organizations", body);

    assertProblem(answer, 400);
    assertThat(answer.json().get("detail").asString()).containsIgnoringCase(why);
    assertThat(get("/organizations").json()).isEmpty();
  }

  @Test
  void anOrganizationThatIsNotKnownIsMissing() throws Exception {
    for (String id : List.of("o-unknown0000", "x")) {
      assertProblem(get("/organizations/" + id), 404);
      assertProblem(call("POST", "/organizations/" + id + "/accounts", "{\"all\":true}"), 404);
    }
  }
}
