package io.todoku;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.identity.signin.FirstSignIn;
import io.todoku.peers.AwsResponses;
import io.todoku.peers.AwsTestAccounts;
import io.todoku.peers.Chromium;
import io.todoku.peers.Peers;
import io.todoku.snapshot.Environment;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.test.context.TestPropertySource;

/** Sixty accounts of an organization are added in the browser. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:onboarding;DB_CLOSE_DELAY=-1")
class OrganizationOnboardingIntegrationTests extends OrganizationFixture {

  /** Counts what a person presses, as the browser sees it. */
  private static final String COUNT_CLICKS =
      "addEventListener('mousedown', () =>"
          + " localStorage.clicks = 1 + Number(localStorage.clicks ?? 0), true)";

  private static @Nullable Chromium chromium;
  private static @Nullable String signedIn;

  @Autowired private MessageSource messages;

  @BeforeAll
  static void startBrowser() {
    Peers.require(Chromium.present(), "Chromium with its driver");
    chromium = Chromium.start();
  }

  @AfterAll
  static void stopBrowser() {
    if (chromium != null) {
      chromium.close();
    }
    chromium = null;
    signedIn = null;
  }

  private UserPage visit(Visitor visitor) throws Exception {
    Chromium browser = Objects.requireNonNull(chromium);
    if (signedIn == null) {
      Page page = browser.page("en-US", 1280);
      BrowserActions.signIn(page, address(FirstSignIn.path(context)));
      signedIn = page.context().storageState();
      page.context().close();
    }
    Page page =
        browser.page(
            Chromium.options(visitor.language(), 1280)
                .setJavaScriptEnabled(visitor.scripts)
                .setStorageState(signedIn));
    page.addInitScript(COUNT_CLICKS);
    page.navigate(address("/accounts"));
    return new UserPage(page, visitor, messages);
  }

  private static int clicks(UserPage user) {
    return Integer.parseInt(String.valueOf(user.page.evaluate("localStorage.clicks ?? 0")));
  }

  private static void listBy(UserPage user, String account) {
    user.unfold(user.main(), "many.title");
    user.follow("many.organization");
    Locator role = user.field(user.main(), "account.role");
    role.click();
    role.fill(AwsTestAccounts.roleArn(account));
    user.press("organization.list.do");
  }

  @Test
  void sixtyAccountsAreAddedWithTheirClientsAndEnvironmentsInFewerThanTenClicks() throws Exception {
    UserPage user = visit(Visitor.ENGLISH);

    listBy(user, MANAGEMENT);
    user.title(organization().id());
    assertThat(user.page.locator("input[name=account]:checked")).hasCount(MEMBERS);
    user.press("organization.add.do");
    user.title(user.text("onboarding.roles"));
    assertThat(user.main()).containsText(user.text("onboarding.result", MEMBERS, 0));

    List<Account> added =
        accounts.all().stream().filter(account -> members.contains(account.id())).toList();
    assertThat(added).hasSize(MEMBERS);
    assertThat(accounts.find(MANAGEMENT)).as("was not chosen").isEmpty();
    assertThat(
            added.stream()
                .collect(Collectors.groupingBy(Account::environment, Collectors.counting())))
        .containsEntry(Environment.PRODUCTION, 31L)
        .containsEntry(Environment.STAGING, 15L)
        .containsEntry(Environment.DEVELOPMENT, 14L);
    assertThat(added.stream().map(Account::client).distinct())
        .containsExactlyInAnyOrder("Client A", "Client B", "Client C", HOSTILE);
    assertThat(
            added.stream()
                .map(account ->
                    account.client() + " " + ((Access.IamRole) account.access()).externalId())
                .distinct())
        .as("one external id for each client")
        .hasSize(4);
    assertThat(user.page.locator("section[aria-labelledby=roles] details")).hasCount(4);
    assertThat(user.main()).containsText("aws cloudformation create-stack-set");

    user.page.reload();
    assertThat(user.page.locator("section[aria-labelledby=roles] details")).hasCount(4);

    user.press("onboarding.scan", MEMBERS);
    user.page.waitForURL("**/scans/*");
    assertThat(clicks(user)).isLessThan(10).isPositive();
    assertThat(Objects.requireNonNull(chromium).takeProblems()).isEmpty();
    user.page.context().close();
  }

  @Test
  void aRoleThatMayNotListAccountsIsToldWhatIsMissing() throws Exception {
    proxy().respondWith(AwsResponses.denying(named("organizations:ListAccounts")));
    UserPage user = visit(Visitor.JAPANESE_WITHOUT_SCRIPTS);

    listBy(user, MANAGEMENT);

    Locator alert = user.page.locator(".notice[role=alert]");
    assertThat(alert).containsText(user.text("organization.not-listed"));
    assertThat(alert).containsText("organizations:ListAccounts");
    user.folded(user.main(), user.text("organization.policy")).locator("> summary").click();
    assertThat(user.main()).containsText("organizations:ListTagsForResource");
    assertThat(get("/organizations").json()).isEmpty();
    assertThat(accounts.all()).extracting(Account::id).doesNotContainAnyElementsOf(members);
    user.fitsSmallScreen();
    user.page.context().close();
  }
}
