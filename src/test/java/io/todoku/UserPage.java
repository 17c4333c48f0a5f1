package io.todoku;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import org.springframework.context.MessageSource;

/** The page of a visitor, used by clicks and keys. Its labels are those of the message files. */
final class UserPage {

  final Page page;
  final Visitor visitor;
  private final MessageSource messages;

  UserPage(Page page, Visitor visitor, MessageSource messages) {
    this.page = page;
    this.visitor = visitor;
    this.messages = messages;
    page.setDefaultTimeout(60_000);
  }

  /** What the visitor reads for a key of the message files. */
  String text(String key, Object... arguments) {
    return messages.getMessage(key, arguments.length == 0 ? null : arguments, visitor.locale);
  }

  Locator main() {
    return page.locator("main");
  }

  Locator header() {
    return page.locator("header.top");
  }

  /** The row of a checklist whose sentence contains this. */
  Locator row(String sentence) {
    return page.locator(
        "details.task",
        new Page.LocatorOptions()
            .setHas(page.locator("summary", new Page.LocatorOptions().setHasText(sentence))));
  }

  Locator button(Locator within, String key, Object... arguments) {
    return within.getByRole(
        AriaRole.BUTTON,
        new Locator.GetByRoleOptions().setName(text(key, arguments)).setExact(true));
  }

  void press(Locator within, String key, Object... arguments) {
    button(within, key, arguments).first().click();
  }

  void press(String key, Object... arguments) {
    press(main(), key, arguments);
  }

  Locator link(Locator within, String name) {
    return within.getByRole(
        AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  void follow(Locator within, String key, Object... arguments) {
    link(within, text(key, arguments)).first().click();
  }

  void follow(String key, Object... arguments) {
    follow(main(), key, arguments);
  }

  /** Goes to a section by the header. */
  void section(String key) {
    follow(header(), key);
    title(text(key));
  }

  /** Opens what is folded; on a wide screen some of it is not. */
  Locator unfold(Locator within, String key, Object... arguments) {
    Locator folded = folded(within, text(key, arguments));
    Locator summary = folded.locator("> summary");
    if (folded.getAttribute("open") == null && summary.isVisible()) {
      summary.click();
    }
    return folded;
  }

  Locator folded(Locator within, String summary) {
    return within
        .locator(
            "details",
            new Locator.LocatorOptions()
                .setHas(
                    page.locator(
                        ":scope > summary", new Page.LocatorOptions().setHasText(summary))))
        .last();
  }

  /** Opens a row that is not open yet. */
  Locator open(Locator row) {
    if (row.getAttribute("open") == null) {
      row.locator("> summary").click();
    }
    return row;
  }

  /** The field of a label, whatever hint follows it. */
  Locator field(Locator within, String key, Object... arguments) {
    return within
        .locator("label")
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.getByText(
                        text(key, arguments), new Page.GetByTextOptions().setExact(true))))
        .locator("input, select, textarea")
        .first();
  }

  void fill(Locator within, String key, String value) {
    field(within, key).fill(value);
  }

  void choose(Locator within, String key, String option) {
    field(within, key).selectOption(option);
  }

  /** The page says at its top what was done. */
  Locator done(String key, Object... arguments) {
    Locator notice = page.locator(".notice[role=status]");
    assertThat(notice).containsText(text(key, arguments));
    assertThat(notice).isInViewport();
    return notice;
  }

  /** The page says at its top why something was not done. */
  void refused(String key, Object... arguments) {
    Locator notice = page.locator(".notice[role=alert]");
    assertThat(notice).containsText(text(key, arguments));
    assertThat(notice).isInViewport();
  }

  /** The heading and the title of the page tell where one is. */
  void title(String place) {
    assertThat(page.locator("h1")).hasCount(1);
    assertThat(page.locator("h1")).containsText(place);
    assertThat(page.title()).contains(place).endsWith("Todoku");
    assertThat(page.locator("html")).hasAttribute("lang", visitor.language());
  }

  Download download(Locator link) {
    return page.waitForDownload(link::click);
  }

  static byte[] bytes(Download download) throws IOException {
    return Files.readAllBytes(download.path());
  }

  /** Nothing is wider than a small screen, and no text is missing. */
  void fitsSmallScreen() {
    page.setViewportSize(360, 740);
    assertThat(page.evaluate("document.documentElement.scrollWidth"))
        .as("width of " + page.url())
        .isEqualTo(360);
    assertThat(page.content()).doesNotContain("??");
    page.setViewportSize(1280, 900);
  }

  /** What has the focus, as its tag and its text or value. */
  String focused() {
    return String.valueOf(
        page.evaluate(
            "(() => { const e = document.activeElement; return e.tagName.toLowerCase() + ' ' +"
                + " (e.name || e.textContent).trim().slice(0, 80); })()"));
  }
}
