package io.todoku;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.todoku.PageList.ListedPage;
import io.todoku.peers.Chromium;
import io.todoku.peers.Peers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every page can be read and used by everybody, in both themes, both languages and two widths. */
class PagesIntegrationTests extends PagesFixture {

  /** Opens all that is folded, and waits until what is loaded then is asked for. */
  private static final String UNFOLD =
      """
      async () => {
        const folded = document.querySelectorAll("details:not([open], .menu)");
        folded.forEach(one => one.open = true);
        if (folded.length > 0) await new Promise(done => setTimeout(done, 50));
      }
      """;

  /** The rules that depend on colours and sizes; the others depend on what the page is made of. */
  private static final List<String> VISUAL =
      List.of("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size");

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping mappings;

  @Test
  void everyPageIsListed() {
    Set<String> mapped = new TreeSet<>();
    mappings
        .getHandlerMethods()
        .forEach((info, handler) -> {
          if (answersGet(info) && handler.getBeanType().getPackageName().startsWith("io.todoku")) {
            mapped.addAll(info.getPatternValues());
          }
        });
    mapped.removeIf(pattern -> pattern.startsWith("/api/"));

    assertThat(mapped)
        .as("add a new page to PageList")
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(PageList.patterns().stream(), PageList.NO_PAGES.stream()).toList());
  }

  private static boolean answersGet(RequestMappingInfo info) {
    Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
    return methods.isEmpty() || methods.contains(RequestMethod.GET);
  }

  @Test
  void noPageHasAViolationAnErrorOrAForeignRequest() {
    Peers.require(Chromium.hasAxe(), "axe-core");
    List<String> violations = new ArrayList<>();
    try (Chromium chromium = Chromium.start()) {
      Page page = chromium.page("en-US", 1280);
      inspect(
          chromium, page, new ListedPage("stranger", "", "/sign-in"), "en", violations, List.of());
      signIn(page);
      for (ListedPage listed : pages) {
        inspect(chromium, page, listed, "en", violations, List.of());
      }
      inspectMenus(chromium, page, violations);
      inspectDocuments(chromium, page, violations);
      chooseDarkTheme(page);
      page.setViewportSize(360, 740);
      for (ListedPage listed : pages) {
        inspect(chromium, page, listed, "ja", violations, VISUAL);
      }
      assertThat(chromium.problems()).isEmpty();
      for (ListedPage refusal : PageList.REFUSALS) {
        inspect(chromium, page, refusal, "en", violations, List.of());
      }
      assertThat(violations).isEmpty();
    }
  }

  private void inspect(
      Chromium chromium,
      Page page,
      ListedPage listed,
      String language,
      List<String> violations,
      List<String> rules) {
    open(page, listed.path(), language);
    page.evaluate(UNFOLD);
    assertThat(page.locator(".htmx-request")).hasCount(0);
    assertThat(page.locator("h1")).hasCount(1);
    assertThat(page.locator("html")).hasAttribute("lang", language);
    if (page.content().contains("??")) {
      violations.add(listed.name() + ": a text is missing in " + language);
    }
    chromium
        .violations(page, "html", rules)
        .forEach(found -> violations.add(listed.name() + ": " + found));
    if (!Boolean.TRUE.equals(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))) {
      violations.add(listed.name() + ": wider than its screen");
    }
  }

  @Test
  void whatCannotBeChangedOrIsNotKnownSaysSo() {
    Peers.require(Chromium.present(), "Chromium with its driver");
    try (Chromium chromium = Chromium.start()) {
      Page page = chromium.page("en-US", 360);
      signIn(page);
      Locator row =
          page.locator(".accounts > li", new Page.LocatorOptions().setHasText("888888888888"));
      assertThat(row).containsText("The scan stopped before it finished. There is no result yet.");
      assertThat(page.getByText("Select all accounts on this page")).isInViewport();

      open(page, "/accounts/888888888888", "en");
      assertThat(page.locator(".headline .verdict")).hasText("!scan failed");
      assertThat(page.locator("main")).containsText("so there is no result yet.");
      assertThat(page.locator("main")).not().containsText("has not been scanned yet");

      open(page, "/accounts/999999999999/edit", "en");
      assertThat(page.getByLabel("Name").first()).isDisabled();
      assertThat(page.locator("main > p > a").first()).containsText("Example KK · Example 検証");
      assertThat(page.locator(".sections [aria-current]")).hasText("Accounts");
      open(page, "/settings/notifications", "en");
      assertThat(page.locator(".sections [aria-current]")).isInViewport();
    }
  }

  /** What menus show lies above the page, so that each is open alone. */
  private void inspectMenus(Chromium chromium, Page page, List<String> violations) {
    open(page, "/accounts/222222222222", "en");
    List<Locator> menus = page.locator("details.menu > summary").all();
    assertThat(menus).hasSizeGreaterThan(2);
    for (Locator menu : menus) {
      menu.click();
      chromium
          .violations(page, "details.menu[open]", List.of())
          .forEach(found -> violations.add("menu: " + found));
      menu.click();
    }
  }

  /** Reports and runbooks are files, which are read without the application. */
  private void inspectDocuments(Chromium chromium, Page page, List<String> violations) {
    for (String language : List.of("en", "ja")) {
      for (String path :
          List.of("/accounts/222222222222/report", "/runbooks/" + runbook + "/document")) {
        String document =
            page.request()
                .get(address(path + "?format=html&zone=Asia/Tokyo&lang=" + language))
                .text();
        page.navigate("about:blank"); // without the content security policy of the pages
        page.setContent(document);
        assertThat(page.locator("h1")).hasCount(1);
        assertThat(page.locator("html")).hasAttribute("lang", language);
        for (int width : List.of(1280, 360)) {
          page.setViewportSize(width, 740);
          chromium
              .violations(page, "html", List.of())
              .forEach(found -> violations.add(path + " in " + language + ": " + found));
          if (!page.evaluate("document.documentElement.scrollWidth").equals(width)) {
            violations.add(path + " in " + language + ": wider than " + width);
          }
        }
      }
    }
    page.setViewportSize(1280, 900);
  }

  private void chooseDarkTheme(Page page) {
    open(page, "/rules/ptr-matches-a", "en");
    String light = background(page);
    page.getByText("mika").click();
    page.getByRole(AriaRole.BUTTON, BrowserActions.withExactName("Dark colours")).click();
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    assertThat(page.locator("[name=theme][aria-pressed=true]")).hasAttribute("value", "dark");
    assertThat(page.url()).contains("/rules/ptr-matches-a");
    assertThat(background(page)).isEqualTo("rgb(20, 24, 27)").isNotEqualTo(light);
  }

  private static String background(Page page) {
    return String.valueOf(page.evaluate("getComputedStyle(document.body).backgroundColor"));
  }
}
