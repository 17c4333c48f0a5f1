package io.todoku;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;

/** Actions of a user that several browser tests share. */
final class BrowserActions {

  private static final String PASSWORD = "correct horse battery";

  private BrowserActions() {}

  static void signIn(Page page, String link) {
    page.navigate(link);
    page.locator("input[name=name]").fill("mika");
    page.locator("input[type=password]").fill(PASSWORD);
    page.locator("main button").click();
    page.waitForURL(Pattern.compile(".*/$"));
  }

  static Locator accountRows(Page page) {
    return page.locator("ol.accounts > li");
  }

  static String download(Page page, String name) throws IOException {
    Locator menu =
        page.locator("details.menu", new Page.LocatorOptions().setHasText(name)).locator("summary");
    menu.click();
    Download download =
        page.waitForDownload(() -> page.getByRole(AriaRole.LINK, withExactName(name)).click());
    menu.click();
    return Files.readString(download.path());
  }

  static void assertNoWarnings(String log) {
    assertThat(log.lines().filter(line -> line.matches(".*\\b(WARN|ERROR)\\b.*")).toList())
        .isEmpty();
  }

  static Page.GetByRoleOptions withName(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  static Page.GetByRoleOptions withExactName(String name) {
    return withName(name).setExact(true);
  }
}
