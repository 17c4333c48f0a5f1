package io.todoku;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Addresses, servers and domains are searched for, looked at, decided about and checked again. */
class InventoryTasksIntegrationTests extends TaskFixture {

  private static final String NO_PTR =
      "550-5.7.25 [192.0.2.11] The IP address sending this message does not have a"
          + " 550-5.7.25 PTR record setup - gsmtp";

  private static void search(UserPage user, String text) {
    Locator field = user.header().getByRole(AriaRole.SEARCHBOX);
    field.fill(text);
    field.press("Enter");
  }

  @ParameterizedTest
  @MethodSource("visitors")
  void aBounceLeadsToItsFindingAndNamesToTheirPages(Visitor visitor) {
    UserPage user = visit(visitor);
    search(user, NO_PTR);
    user.title(user.text("search.title"));
    assertThat(user.page.locator(".bounce")).containsText("5.7.25");
    Locator here = user.page.locator("section.hits").first();
    here.locator("ul a").first().click();

    user.title(ACCOUNT);
    Locator row = user.row("192.0.2.11");
    assertThat(row.first()).hasAttribute("open", "open");
    assertThat(row.first()).isInViewport();
    search(user, "192.0.2.7");
    user.title("192.0.2.7");
    search(user, "i-1");
    assertThat(user.main()).containsText("i-1");
    search(user, WRONG_NAME);
    assertThat(user.main()).containsText(WRONG_NAME);
    search(user, "Nagi Shop");
    user.page
        .locator("main a")
        .filter(new Locator.FilterOptions().setHasText("Nagi Shop"))
        .first()
        .click();
    assertThat(user.main()).containsText(OTHER);
    search(user, "no-such-thing.example.org");
    assertThat(user.main()).containsText(user.text("search.none"));
    leave(user);
  }

  @ParameterizedTest
  @MethodSource("visitors")
  void anAddressIsGivenARoleAndCheckedAgain(Visitor visitor) throws Exception {
    collects(corrected());
    UserPage user = visit(visitor);
    openAccount(user, ACCOUNT);
    user.follow(user.open(user.row(WRONG_NAME)), "task.address", "192.0.2.7");
    user.title("192.0.2.7");
    Locator form = user.unfold(user.main(), "sender.change");
    user.choose(form, "sender.role", "no");
    user.press(form, "sender.do");
    if (visitor.scripts) {
      assertThat(user.field(form, "sender.reason")).isFocused();
    } else {
      assertThat(user.page.locator(".notice[role=alert]")).isInViewport();
    }
    assertThat(user.field(form, "sender.role")).hasValue("no");
    user.fill(form, "sender.reason", "a web server only");
    user.press(form, "sender.do");

    user.done("done.role", "192.0.2.7");
    assertThat(user.main()).containsText("a web server only");
    assertThat(user.main()).containsText(user.text("sender.role.OVERRULED"));
    form = user.unfold(user.main(), "sender.change");
    user.choose(form, "sender.role", "auto");
    user.press(form, "sender.do");
    Locator done = user.done("done.role.removed", "192.0.2.7");
    assertThat(user.main()).containsText(user.text("sender.role.SENDS"));
    user.press(done, "undo.do");
    user.done("done.roles.undone");
    assertThat(user.main()).containsText(user.text("sender.role.OVERRULED"));
    form = user.unfold(user.main(), "sender.change");
    user.choose(form, "sender.role", "auto");
    user.press(form, "sender.do");

    user.page.locator("form[action$=rechecks] button").first().click();
    ChecklistTasksIntegrationTests.showsBothAnswers(user);
    assertThat(item(ACCOUNT_ID, "ptr-matches-a", "192.0.2.7").get("verdict").asString())
        .isEqualTo("PASS");
    leave(user);
  }

  @ParameterizedTest
  @MethodSource("visitors")
  void aServerAndADomainAreCheckedAgain(Visitor visitor) {
    collects(corrected());
    UserPage user = visit(visitor);
    openAccount(user, ACCOUNT);
    user.follow(user.open(user.row(WRONG_NAME)), "task.address", "192.0.2.7");
    user.link(user.main(), "i-1").click();
    user.title("i-1");
    assertThat(user.page.locator("figure svg:visible")).hasCount(1);
    user.page.locator("form[action$=rechecks] button").first().click();
    ChecklistTasksIntegrationTests.showsBothAnswers(user);
    user.section("nav.accounts");
    openAccount(user, ACCOUNT);
    user.unfold(user.main(), "sender.title").locator("td a").first().click();
    user.follow("inventory.addresses");
    user.title(user.text("inventory.addresses.title"));
    user.link(user.main(), "example.com").first().click();
    user.title("example.com");
    assertThat(user.main()).containsText("s1");
    user.page.locator("form[action$=rechecks] button").first().click();
    assertThat(user.page.locator("[role=status]").getByText(user.text("recheck.rest"))).isVisible();
    leave(user);
  }

  @ParameterizedTest
  @MethodSource("visitors")
  void findingsOfARuleAreFixedTogether(Visitor visitor) throws Exception {
    collects(wrongRecords("198.51.100."));
    UserPage user = visit(visitor);
    Locator filter = user.unfold(user.main(), "filter.title");
    filter.locator("select[name=rule]").selectOption("ptr-matches-a");
    user.press(filter, "filter.do");
    user.follow("fix.filtered");
    user.title(user.text("fix.title") + ": " + user.text("rule.ptr-matches-a.title"));
    assertThat(user.page.locator("section.fixes")).hasCount(2);
    user.page.locator("select[name=client]").selectOption("Nagi Shop");
    user.press("filter.do");
    assertThat(user.page.locator("section.fixes")).hasCount(1);
    Download file = user.download(user.link(user.main(), user.text("fix.download")).first());
    assertThat(new String(UserPage.bytes(file), StandardCharsets.UTF_8))
        .contains("mx1.example.net.  300  IN  A  198.51.100.1", "mx3.example.net.");
    user.press("fix.mark");

    user.refused("fix.none");
    assertThat(user.page.locator("section.fixes")).hasCount(1);
    user.press("recheck.those");
    user.refused("fix.none");
    assertThat(user.page.locator("section.fixes")).hasCount(1); // the filter is kept
    check(user, visitor);
    user.press("fix.mark");
    assertThat(user.main()).containsText(user.text("fix.marked", 3));
    assertThat(user.main()).containsText(user.text("fix.doneBy", "mika"));
    check(user, visitor);
    user.press("recheck.those");

    user.title(user.text("recheck.title"));
    assertThat(user.main()).containsText(user.text("recheck.outcome.FIXED", 3));
    assertThat(item(OTHER_ID, "ptr-matches-a", "198.51.100.3").get("verdict").asString())
        .isEqualTo("PASS");
    leave(user);
  }

  private static void check(UserPage user, Visitor visitor) {
    if (visitor.scripts) {
      user.page.getByLabel(user.text("fix.select.all")).check();
    } else {
      user.page.locator("input[name=finding]").all().forEach(Locator::check);
    }
  }
}
