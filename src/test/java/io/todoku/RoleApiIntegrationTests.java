package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;

/** The role that an account is to grant, in each format, filled in for that account. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:role-api;DB_CLOSE_DELAY=-1")
class RoleApiIntegrationTests extends ApiFixture {

  private static final String PRINCIPAL = "arn:aws:iam::999999999999:role/TodokuServer";
  private static final String DECOY = "222222222222";

  private static String account(String id, String externalId) {
    return """
    {"id":"%s","name":"main","client":"Example KK","environment":"production",
     "access":{"role-arn":"arn:aws:iam::%s:role/mail/TodokuAudit","external-id":"%s"}}
    """
        .formatted(id, id, externalId);
  }

  private void addAccounts() throws Exception {
    call("DELETE", "/accounts/" + DECOY, null);
    assertThat(call("POST", "/accounts", account(DECOY, "x-decoy")).status()).isEqualTo(201);
    assertThat(call("POST", "/accounts", account(ACCOUNT_ID, "x-example")).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "command, text/plain",
    "stackset, text/plain",
    "cloudformation, text/plain",
    "terraform, text/plain",
    "trust, application/json"
  })
  void eachFormatNamesTheRoleItsExternalIdAndWhoMayAssumeIt(String format, String type)
      throws Exception {
    addAccounts();

    JsonResponse answer =
        get("/accounts/" + ACCOUNT_ID + "/role?format=" + format + "&principal=" + PRINCIPAL);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.response().headers().firstValue("Content-Type").orElse("")).startsWith(type);
    assertThat(answer.response().body())
        .contains("x-example", PRINCIPAL)
        .doesNotContain("x-decoy", DECOY);
    if (!format.equals("trust")) {
      assertThat(answer.response().body()).contains("TodokuAudit", "/mail/");
    }
  }

  @Test
  void anUnknownFormatIsRefusedWithThoseThatThereAre() throws Exception {
    addAccounts();

    JsonResponse answer = get("/accounts/" + ACCOUNT_ID + "/role?format=yaml");

    assertProblem(answer, 400);
    assertThat(answer.response().body()).contains("cloudformation").contains("terraform");
  }

  /** What stands in a template or a command must not be able to end it. */
  @ParameterizedTest
  @CsvSource({
    "roleName, a%22%0Aevil",
    "path, /x%27%3Brm/",
    "permissionsBoundary, arn:aws:iam::111111111111:policy/$(x)",
    "principal, arn:aws:iam::999999999999:role/%22x",
    "orgId, o-abc%22"
  })
  void whatCouldEndATemplateIsRefused(String parameter, String value) throws Exception {
    addAccounts();

    assertProblem(
        get("/accounts/" + ACCOUNT_ID + "/role?format=cloudformation&" + parameter + "=" + value),
        400);
  }
}
