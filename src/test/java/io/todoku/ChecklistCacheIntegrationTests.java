package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.todoku.checklist.ChecklistMaker;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.testing.PageClient;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** A checklist is cached until any of its inputs changes. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:remembered;DB_CLOSE_DELAY=-1")
class ChecklistCacheIntegrationTests extends ApiFixture {

  private static final String ACCOUNT_PATH = "/accounts/" + ACCOUNT_ID;
  private static final String ADDRESS_PATH = ACCOUNT_PATH + "/addresses/192.0.2.7";

  @Autowired private WebApplicationContext context;
  @MockitoSpyBean private ChecklistMaker maker;
  private PageClient pages;

  @BeforeEach
  void scanAndFillCache() throws Exception {
    pages = new PageClient(context);
    importSnapshot(snapshot(senderWithWrongPtr()));
    readAllViews();
    clearInvocations(maker);
  }

  /** Requests everything that shows the checklist. */
  private void readAllViews() throws Exception {
    String dashboard = page("/accounts");
    assertThat(dashboard).contains("Example 本番");
    page(ACCOUNT_PATH);
    get(ACCOUNT_PATH + "/checklist");
  }

  private String page(String path) throws Exception {
    return pages.get(path, Locale.ENGLISH);
  }

  private void assertMadeOnceMore() throws Exception {
    readAllViews();
    verify(maker, times(1)).make(argThat(ChecklistCacheIntegrationTests::isOurs), any(), any());
  }

  private static boolean isOurs(Snapshot snapshot) {
    return snapshot.account().id().equals(ACCOUNT_ID);
  }

  @Test
  void anUnchangedChecklistIsServedFromTheCache() throws Exception {
    readAllViews();
    verify(maker, never()).make(argThat(ChecklistCacheIntegrationTests::isOurs), any(), any());
  }

  @Test
  void aNewSnapshotReplacesTheCachedChecklist() throws Exception {
    importSnapshot(
        snapshot(
            SnapshotBuilder.aSnapshot()
                .withSender("192.0.2.7")
                .ptr("192.0.2.7", "mail.example.com")
                .dns("mail.example.com", "A", "192.0.2.7")));
    assertMadeOnceMore();
    assertThat(checklistItem("ptr-matches-a").get("verdict").asString()).isEqualTo("PASS");
  }

  @Test
  void aWaiverAndItsEndChangeTheCachedChecklist() throws Exception {
    String body =
        "{\"rule\":\"ptr-matches-a\",\"resource\":\"192.0.2.7\",\"reason\":\"moves\",\"expires\":\"%s\"}"
            .formatted(LocalDate.now().plusDays(9));
    assertThat(call("POST", ACCOUNT_PATH + "/waivers", body).status()).isEqualTo(201);
    assertMadeOnceMore();
    String waiver = checklistItem("ptr-matches-a").at("/waiver/id").asString();

    clearInvocations(maker);
    var ended = pages.post(ACCOUNT_PATH + "/waivers/" + waiver + "/revoke", Locale.ENGLISH);
    assertThat(ended.getResponse().getStatus()).isEqualTo(302);
    assertMadeOnceMore();
    assertThat(checklistItem("ptr-matches-a").get("waiver").isNull()).isTrue();
  }

  @Test
  void aSendLimitAttestationChangesTheCachedChecklist() throws Exception {
    String body =
        "{\"rule\":\"send-limit-removed\",\"region\":\"%s\",\"state\":\"GRANTED\",\"date\":\"%s\"}"
            .formatted(SnapshotBuilder.REGION, LocalDate.now());
    assertThat(call("POST", ACCOUNT_PATH + "/attestations", body).status()).isEqualTo(201);
    assertMadeOnceMore();
  }

  @Test
  void aRoleOverrideChangesTheCachedChecklist() throws Exception {
    String[] choice = {"address", "192.0.2.7", "choice", "no", "reason", "a web server"};
    var chosen = pages.post(ACCOUNT_PATH + "/roles", Locale.ENGLISH, choice);
    assertThat(chosen.getResponse().getStatus()).isEqualTo(302);
    assertMadeOnceMore();
  }

  @Test
  void bothRolesAndTheDomainsAreChosenApart() throws Exception {
    String body =
        "{\"id\":\"%s\",\"name\":\"Example 本番\",\"access\":{\"profile\":\"p\"},\"mail-domains\":[{\"name\":\"example.com\"},{\"name\":\"example.org\"}]}"
            .formatted(ACCOUNT_ID);
    changeAccount(ACCOUNT_ID, body);
    String[] choice = {
      "address",
      "192.0.2.7",
      "choice",
      "yes",
      "receives",
      "no",
      "domains",
      "Example.org",
      "reason",
      "sends newsletters"
    };
    pages.post(ACCOUNT_PATH + "/roles", Locale.ENGLISH, choice);

    JsonNode sender = get(ACCOUNT_PATH + "/checklist").json().at("/senders/0");
    assertThat(sender.at("/sends/role").asString()).isEqualTo("SENDS");
    assertThat(sender.at("/receives/role").asString()).isEqualTo("OVERRULED");
    assertThat(sender.at("/domains/0").asString()).isEqualTo("example.org");
    assertThat(sender.at("/domains").size()).isEqualTo(1);
    assertThat(page(ADDRESS_PATH)).contains("for example.org", "sends newsletters");
  }

  @Test
  void aDomainThatIsNotTheAccountsIsRefused() throws Exception {
    String[] choice = {
      "address", "192.0.2.7", "choice", "yes", "domains", "other.example", "reason", "why not"
    };
    var refused = pages.post(ACCOUNT_PATH + "/roles", Locale.ENGLISH, choice);

    assertThat(refused.getMvcResult().getFlashMap().values().toString())
        .contains("“other.example” is not a mail domain of this account.", "why not");
  }

  @Test
  void anAnswerThatTheFormDoesNotHaveIsABadRequest() throws Exception {
    String[] sends = {"address", "192.0.2.7", "choice", "sends", "reason", "why not"};
    String[] receives = {
      "address", "192.0.2.7", "choice", "auto", "receives", "", "reason", "why not"
    };
    var refused = pages.post(ACCOUNT_PATH + "/roles", Locale.ENGLISH, sends);
    var empty = pages.post(ACCOUNT_PATH + "/roles", Locale.ENGLISH, receives);

    assertThat(refused.getResponse().getStatus()).isEqualTo(400);
    assertThat(refused.getResponse().getErrorMessage())
        .isEqualTo("choice must be auto, yes or no, not \"sends\"");
    assertThat(empty.getResponse().getStatus()).isEqualTo(302);
    assertThat(page(ACCOUNT_PATH)).doesNotContain("why not");
  }

  @Test
  void anOverrideIsRemovedByChoosingWhatWasDetected() throws Exception {
    pages.post(
        ACCOUNT_PATH + "/roles",
        Locale.ENGLISH,
        "address",
        "192.0.2.7",
        "choice",
        "no",
        "reason",
        "a web server");
    assertThat(page(ADDRESS_PATH)).contains("value=\"a web server\"");

    var removed =
        pages.post(
            ACCOUNT_PATH + "/roles", Locale.ENGLISH, "address", "192.0.2.7", "choice", "auto");

    assertThat(removed.getMvcResult().getFlashMap().values().toString())
        .contains("The override of 192.0.2.7 is removed. The evidence decides again.");
    assertThat(page(ADDRESS_PATH)).doesNotContain("a web server");
  }

  @Test
  void anAddressOfAnotherAccountChangesTheCachedChecklist() throws Exception {
    AccountFacts other =
        new AccountFacts(
            "222222222222", "other", "", Environment.STAGING, List.of(), Map.of(), Map.of());
    Snapshot theirs = SnapshotBuilder.aSnapshot().withSender("192.0.2.9").build();
    importSnapshot(theirs.judgedAt(theirs.judgedAt(), other, List.of()));
    assertMadeOnceMore();

    clearInvocations(maker);
    call("DELETE", "/accounts/222222222222", null);
    assertMadeOnceMore();
  }

  @Test
  void aNewMailDomainChangesTheCachedChecklist() throws Exception {
    String body =
        "{\"id\":\"%s\",\"name\":\"Example 本番\",\"access\":{\"profile\":\"p\"},\"mail-domains\":[{\"name\":\"example.com\"}]}"
            .formatted(ACCOUNT_ID);
    changeAccount(ACCOUNT_ID, body);
    assertMadeOnceMore();
  }
}
