package io.todoku.peers;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A browser that records errors, warnings and requests to other hosts. */
public final class Chromium implements AutoCloseable {

  private static final Path BINARY = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("target/playwright").toAbsolutePath();

  private static final Path AXE = DRIVER.resolve("node_modules/axe-core/axe.min.js");

  /** Each violation as its rule, its element, and what is wrong with it. */
  private static final String RUN_AXE =
      """
      async ([within, only]) => {
        const options = { resultTypes: ["violations"], preload: false, rules: { "target-size": { enabled: true } } };
        if (only.length > 0) options.runOnly = only;
        const found = (await axe.run(within, options)).violations;
        return found.flatMap(rule => rule.nodes.map(node =>
            rule.id + " at " + node.html.slice(0, 160) + ": " + node.failureSummary));
      }
      """;

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> problems = new CopyOnWriteArrayList<>();

  private Chromium() {
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    System.setProperty("playwright.cli.dir", DRIVER.toString());
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(BINARY)
                    .setArgs(List.of("--no-sandbox", "--disable-background-networking")));
  }

  public static boolean present() {
    return Files.isExecutable(BINARY) && Files.exists(DRIVER.resolve("package/cli.js"));
  }

  public static boolean hasAxe() {
    return Files.exists(AXE);
  }

  public static Chromium start() {
    return new Chromium();
  }

  /** A page in a language, on a screen of a width in pixels. */
  public Page page(String language, int width) {
    return page(options(language, width));
  }

  /** What {@link #page(String, int)} uses, for a page that differs in something else. */
  public static Browser.NewContextOptions options(String language, int width) {
    return new Browser.NewContextOptions()
        .setLocale(language)
        .setTimezoneId("Asia/Tokyo")
        .setViewportSize(width, 900);
  }

  /** A page in a context of its own. */
  public Page page(Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    Page page = context.newPage();
    page.onConsoleMessage(message -> {
      if (List.of("error", "warning").contains(message.type())) {
        problems.add(message.type() + ": " + message.text());
      }
    });
    page.onPageError(error -> problems.add("page error: " + error));
    page.onRequest(request -> {
      URI uri = URI.create(request.url());
      if (uri.getHost() != null && !List.of("127.0.0.1", "localhost").contains(uri.getHost())) {
        problems.add("foreign request: " + uri);
      }
    });
    page.onResponse(response -> {
      if (response.status() >= 400) {
        problems.add(response.status() + ": " + response.url());
      }
    });
    return page;
  }

  /**
   * What axe-core finds in a part of the page: obstacles for people with a disability.
   *
   * @param within a selector of CSS
   * @param rules the only ones that are run; all of them where none is given
   */
  public List<String> violations(Page page, String within, List<String> rules) {
    if (!Boolean.TRUE.equals(page.evaluate("typeof axe === 'object'"))) {
      page.evaluate(axe());
    }
    return ((List<?>) page.evaluate(RUN_AXE, List.of(within, rules)))
        .stream().map(String::valueOf).toList();
  }

  private static String axe() {
    try {
      return Files.readString(AXE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** The problems since this was last asked. */
  public List<String> takeProblems() {
    List<String> taken = problems();
    problems.removeAll(taken);
    return taken;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
