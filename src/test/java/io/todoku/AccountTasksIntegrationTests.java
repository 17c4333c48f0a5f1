package io.todoku;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.todoku.snapshot.SnapshotFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Accounts are added, edited, removed and imported, and people sign in and out. */
class AccountTasksIntegrationTests extends TaskFixture {

  private static final String NEW_ID = "345678901234";

  @TempDir private Path dir;

  @ParameterizedTest
  @MethodSource("visitors")
  void anAccountIsAddedEditedAndRemoved(Visitor visitor) throws Exception {
    UserPage user = visit(visitor);
    user.follow("begin.connect.do");
    user.title(user.text("begin.connect.title"));
    Locator form = user.page.locator("form.fields");
    user.fill(form, "account.id", "12345");
    user.fill(form, "account.role", "not an arn");
    user.fill(form, "account.regions", "Tokyo");
    user.fill(form, "account.domains", "exa_mple!");
    user.press(form, "account.add");

    assertThat(form).containsText(user.text("account.id.digits"));
    assertThat(form).containsText(user.text("account.name.missing"));
    assertThat(form).containsText(user.text("account.role-arn.form"));
    assertThat(form).containsText(user.text("account.regions.form", "Tokyo"));
    assertThat(form).containsText(user.text("account.mailDomains.form", "exa_mple!"));
    assertThat(user.field(form, "account.id")).hasValue("12345");
    user.fill(form, "account.id", "３４５６７８９０１２３４");
    user.fill(form, "account.name", "開発");
    form.locator("input[name=access][value=profile]").check();
    user.fill(form, "account.role", "");
    form.locator("input[name=access][value=profile]").check();
    user.fill(form, "account.profile", "no-such-profile");
    user.fill(form, "account.regions", "ap-northeast-1");
    user.fill(form, "account.domains", "example.com s1");
    user.press(form, "account.test.form");

    assertThat(user.page.getByRole(AriaRole.STATUS)).containsText(user.text("account.test.failed"));
    assertThat(user.field(form, "account.profile")).hasValue("no-such-profile");
    user.press(form, "account.add");

    user.title("開発");
    assertThat(user.main()).containsText(user.text("checklist.never"));
    JsonNode stored = get("/accounts/" + NEW_ID).json();
    assertThat(stored.at("/access/profile").asString()).isEqualTo("no-such-profile");
    assertThat(stored.get("regions").get(0).asString()).isEqualTo("ap-northeast-1");
    user.follow(user.unfold(user.main(), "checklist.more"), "account.edit");
    user.title(user.text("account.edit.title"));
    user.fill(form, "account.name", "開発2");
    user.press(form, "account.save");

    user.done("done.account.saved", "開発2");
    user.title("開発2");
    user.follow(user.unfold(user.main(), "checklist.more"), "account.edit");
    user.follow("account.remove");
    user.title(user.text("account.remove.title"));
    user.press("account.remove.do");

    user.done("done.account.removed", "開発2");
    assertThat(get("/accounts/" + NEW_ID).status()).isEqualTo(404);
    leave(user);
  }

  @ParameterizedTest
  @MethodSource("visitors")
  void aSnapshotIsImported(Visitor visitor) throws Exception {
    Path file = dir.resolve("snapshot.json");
    Files.write(file, SnapshotFile.write(snapshot(failing())));
    call("DELETE", "/accounts/" + ACCOUNT_ID, null);
    UserPage user = visit(visitor);
    Locator menu = user.unfold(user.main(), "begin.import.title");
    menu.locator("input[type=file]").setInputFiles(Files.writeString(dir.resolve("x"), "{"));
    user.press(menu, "begin.import.do");
    assertThat(user.page.locator(".notice[role=alert]")).isInViewport();

    menu = user.unfold(user.main(), "begin.import.title");
    menu.locator("input[type=file]").setInputFiles(file);
    user.press(menu, "begin.import.do");

    user.title(ACCOUNT);
    assertThat(user.page.locator(".notice[role=status]")).containsText("Example 本番");
    assertThat(user.row(WRONG_NAME)).hasCount(1);
    leave(user);
  }

  @ParameterizedTest
  @MethodSource("visitors")
  void coloursAndLanguageAreChosenAndPeopleSignOutAndIn(Visitor visitor) {
    UserPage user = visit(visitor);
    openAccount(user, ACCOUNT);
    user.header().locator("summary").click();
    user.press(user.header(), "theme.dark");
    assertThat(user.page.locator("html")).hasAttribute("data-theme", "dark");
    user.title(ACCOUNT);
    String other = visitor.language().equals("en") ? "ja" : "en";
    user.header().locator(".languages [lang=" + other + "]").click();
    assertThat(user.page.locator("html")).hasAttribute("lang", other);
    assertThat(user.page.locator("h1")).containsText(ACCOUNT);
    user.header().locator(".languages [lang=" + visitor.language() + "]").click();
    user.title(ACCOUNT);
    user.page.context().close();

    user = stranger(visitor);
    user.title(user.text("signin.title"));
    Locator name = user.field(user.main(), "signin.name");
    assertThat(name).isFocused();
    name.fill("mika");
    user.fill(user.main(), "signin.password", "wrong horse battery");
    user.page.keyboard().press("Enter");
    user.refused("signin.wrong");
    user.fill(user.main(), "signin.name", "mika");
    user.fill(user.main(), "signin.password", "correct horse battery");
    user.press("signin.do");
    user.title(user.text("nav.accounts"));
    user.header().locator("summary").click();
    user.press(user.header(), "nav.signout");
    user.done("signin.out");
    user.title(user.text("signin.title"));
    leave(user);
  }
}
