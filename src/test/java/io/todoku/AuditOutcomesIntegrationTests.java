package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.collect.OrganizationCollector;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.OrganizationAccount;
import io.todoku.snapshot.OrganizationExamples;
import io.todoku.snapshot.OrganizationListing;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.testing.PageClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.web.context.WebApplicationContext;

/** The audit log says of each action whether it was done, also where a page is the answer. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:outcomes;DB_CLOSE_DELAY=-1")
class AuditOutcomesIntegrationTests extends ApiFixture {

  private static final String FIRST = "700000000001";
  private static final String SECOND = "700000000002";
  private static final String ORGANIZATION = "/organizations/" + OrganizationExamples.ID;

  @MockitoBean private OrganizationCollector organizations;
  @Autowired private Accounts accounts;
  @Autowired private WebApplicationContext context;

  @BeforeEach
  void removeAccounts() throws Exception {
    accounts.all().stream()
        .filter(account -> !accounts.isConfigured(account.id()))
        .forEach(account -> accounts.remove(account.id()));
    call("DELETE", "/organizations/" + OrganizationExamples.ID, null);
  }

  private String last() throws Exception {
    var entry = get("/audit?size=1").json().get(0);
    return entry.get("action").asString() + " " + entry.get("outcome").asString();
  }

  private String post(String path, String... pairs) throws Exception {
    new PageClient(context).post(path, Locale.ENGLISH, pairs);
    return last();
  }

  private String callApi(String path, String body) throws Exception {
    call("POST", path, body);
    return last();
  }

  private static OrganizationAccount listed(String id) {
    return OrganizationExamples.account(id, "mail", "ACTIVE", Map.of("Client", "Example KK"));
  }

  private void addOrganization() throws Exception {
    OrganizationListing listing =
        OrganizationExamples.listing(List.of(listed(FIRST), listed(SECOND)));
    when(organizations.list(any())).thenReturn(Observed.known(listing));
    JsonResponse made =
        call(
            "POST",
            "/organizations",
            "{\"access\":{\"profile\":\"p\"},\"rules\":{\"clientTag\":\"Client\"}}");
    assertThat(made.status()).as(made.response().body()).isEqualTo(201);
  }

  @Test
  void ofLinesOfAFile() throws Exception {
    String add = "/accounts/import/add";
    assertThat(post(add, "text", "id,name\n12,wrong")).isEqualTo("account.add-many FAILED");
    assertThat(post(add, "text", "id,name\n" + FIRST + ",a")).isEqualTo("account.add-many DONE");
    assertThat(post(add, "text", "id,name\n" + FIRST + ",a\n" + SECOND + ",b"))
        .as("one of two was here")
        .isEqualTo("account.add-many DONE");
    assertThat(post(add, "text", "id,name\n" + FIRST + ",a"))
        .as("it was here")
        .isEqualTo("account.add-many FAILED");
    assertThat(accounts.all()).extracting(Account::id).contains(FIRST, SECOND);
  }

  @Test
  void ofABatch() throws Exception {
    String first = "{\"id\":\"%s\",\"name\":\"a\",\"access\":{\"profile\":\"p\"}}".formatted(FIRST);
    String batch = "/accounts/batch";
    assertThat(callApi(batch, "[{\"id\":\"12\"}]")).isEqualTo("account.add-many FAILED");
    assertThat(callApi(batch + "?partial=true", "[{\"id\":\"12\",\"name\":\"x\"}," + first + "]"))
        .isEqualTo("account.add-many DONE");
    assertThat(callApi(batch + "?partial=true", "[" + first + "]"))
        .isEqualTo("account.add-many FAILED");
    assertThat(callApi(batch, "[" + first + "]")).isEqualTo("account.add-many FAILED");
  }

  @Test
  void ofMembersOfAnOrganizationOnItsPage() throws Exception {
    addOrganization();
    String path = ORGANIZATION + "/accounts";

    assertThat(post(path, "action", "add", "account", FIRST))
        .isEqualTo("organization.accounts DONE");
    assertThat(accounts.exists(FIRST)).isTrue();
    assertThat(post(path, "action", "add", "account", FIRST))
        .isEqualTo("organization.accounts FAILED");
    assertThat(post(path, "action", "add", "account", FIRST, "account", SECOND))
        .isEqualTo("organization.accounts DONE");
    assertThat(post(path, "action", "add")).isEqualTo("organization.accounts FAILED");
    assertThat(post(path, "action", "decline", "account", SECOND))
        .isEqualTo("organization.accounts DONE");
    assertThat(post(ORGANIZATION + "/rules", "clientBy", "FIXED"))
        .isEqualTo("organization.rules FAILED");
  }

  @Test
  void ofMembersOfAnOrganizationInTheApi() throws Exception {
    addOrganization();
    String path = ORGANIZATION + "/accounts";

    assertThat(callApi(path, "{\"accounts\":[\"123\"]}")).isEqualTo("organization.accounts FAILED");
    assertThat(callApi(path, "{\"accounts\":[\"123\",\"%s\"]}".formatted(FIRST)))
        .isEqualTo("organization.accounts DONE");
    assertThat(callApi(path, "{\"accounts\":[\"%s\"]}".formatted(FIRST)))
        .isEqualTo("organization.accounts FAILED");
  }

  @Test
  void ofAnOrganizationThatCannotBeListed() throws Exception {
    addOrganization();
    assertThat(post(ORGANIZATION + "/update")).isEqualTo("organization.update DONE");
    Reason denied =
        new Reason(
            ReasonKind.DENIED, "organizations:ListAccounts", "no", "organizations:ListAccounts");
    when(organizations.list(any())).thenReturn(Observed.unknown(denied));

    assertThat(post(ORGANIZATION + "/update")).isEqualTo("organization.update FAILED");
    assertThat(callApi(ORGANIZATION + "/listings", "")).isEqualTo("organization.update FAILED");
    assertThat(post("/organizations", "access", "profile", "profile", "p"))
        .isEqualTo("organization.add FAILED");
  }

  /** The test of an access was made, whatever it found. */
  @Test
  void ofAnAccessThatIsTestedBeforeItIsStored() throws Exception {
    String[] form = {
      "id", FIRST, "name", "a", "environment", "production", "access", "profile", "profile", "none"
    };
    assertThat(post("/accounts/test", form)).isEqualTo("account.test-access DONE");
    form[9] = "";
    assertThat(post("/accounts/test", form)).isEqualTo("account.test-access FAILED");
  }

  @Test
  void ofScansOfNothing() throws Exception {
    accounts.save(
        new Account(
            FIRST,
            "a",
            "",
            Environment.PRODUCTION,
            new Access.SnapshotsOnly(false),
            List.of(),
            List.of()));

    assertThat(post("/accounts/" + FIRST + "/scans")).isEqualTo("scan.start FAILED");
    assertThat(post("/accounts/selection", "action", "report", "account", FIRST))
        .as("leads to a form")
        .isEqualTo("scan.start FAILED");
  }
}
