package io.todoku;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.todoku.BrowserActions.accountRows;
import static io.todoku.BrowserActions.assertNoWarnings;
import static io.todoku.BrowserActions.download;
import static io.todoku.BrowserActions.signIn;
import static io.todoku.BrowserActions.withExactName;
import static io.todoku.BrowserActions.withName;
import static io.todoku.testing.TwoAccountsEnvironment.BROKEN_ACCOUNT;
import static io.todoku.testing.TwoAccountsEnvironment.HEALTHY_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.todoku.peers.AwsTestAccounts;
import io.todoku.peers.Chromium;
import io.todoku.peers.Peers;
import io.todoku.testing.TodokuServer;
import io.todoku.testing.TwoAccountsEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole workflows of a user: the jar, a browser and real peers. */
class BrowserIntegrationTests {

  private static final Map<String, String> WITHOUT_AWS =
      Map.of(
          "AWS_EC2_METADATA_DISABLED", "true",
          "AWS_CONFIG_FILE", "/nonexistent",
          "AWS_SHARED_CREDENTIALS_FILE", "/nonexistent");

  @TempDir Path dir;

  @BeforeEach
  void peers() {
    Peers.require(Chromium.present(), "Chromium with its driver");
  }

  @Test
  void twoAccountsAreScannedAndReportedWithTheirChanges() throws Exception {
    try (TwoAccountsEnvironment environment = TwoAccountsEnvironment.start(dir);
        TodokuServer todoku =
            TodokuServer.start(
                dir,
                environment.sdkEnvironment(),
                "--spring.config.additional-location=" + environment.configuration().toUri());
        Chromium chromium = Chromium.start()) {
      Page page = chromium.page("en-US", 1280);
      signIn(page, todoku.signInLink());
      assertThat(accountRows(page)).hasCount(2);
      assertThat(accountRows(page).first()).containsText("never scanned");

      page.getByRole(AriaRole.BUTTON, withName("Rescan all")).click();
      assertThat(page.getByRole(AriaRole.HEADING, withName("Scan finished")))
          .isVisible(new IsVisibleOptions().setTimeout(60_000));
      assertThat(page.locator("table.stages td.DONE")).hasCount(8);
      page.getByRole(AriaRole.LINK, withName("Go to accounts")).click();

      assertThat(accountRows(page).first()).containsText(BROKEN_ACCOUNT);
      assertThat(accountRows(page).first()).containsText("not ready");
      assertThat(accountRows(page).last()).containsText(HEALTHY_ACCOUNT);
      assertThat(accountRows(page).last()).containsText("undetermined");

      recordThatTheLimitIsLifted(page);

      page.navigate(todoku.address() + "/accounts/" + BROKEN_ACCOUNT);
      Locator broken =
          page.locator(
              "details.task", new Page.LocatorOptions().setHasText("PTR and A record agree"));
      assertThat(broken).containsText("old.example.com resolves to 192.0.2.1");
      assertThat(
              page.locator(
                  "details.task", new Page.LocatorOptions().setHasText("it is an open relay")))
          .isVisible();

      environment.correctAddressRecord();
      page.getByRole(AriaRole.BUTTON, withExactName("Rescan")).click();
      Locator showResults = page.getByRole(AriaRole.LINK, withName("Show new results"));
      assertThat(showResults).isVisible(new IsVisibleOptions().setTimeout(60_000));
      assertThat(page.locator("#progress .notice")).containsText("2 fixed, 0 new, 2 to fix");
      assertThat(broken).hasCount(1); // nothing is loaded again under the reader
      showResults.click();
      assertThat(broken).hasCount(0);
      assertThat(page.locator(".facts").first()).containsText("2 to fix");

      String report = download(page, "HTML (English)");
      assertThat(report)
          .contains("old.example.com resolves to " + environment.brokenAddress())
          .contains("it is an open relay")
          .doesNotContain("resolves to 192.0.2.1");
      String csv = download(page, "CSV (日本語)");
      assertThat(csv.lines().filter(line -> line.contains("ptr-matches-a")).toList())
          .singleElement()
          .asString()
          .contains("適合")
          .doesNotContain("不適合");
      assertThat(chromium.problems()).isEmpty();
      assertNoWarnings(todoku.log());
    }
  }

  private static void recordThatTheLimitIsLifted(Page page) {
    page.getByRole(AriaRole.LINK, withExactName("Example KK · Example 本番")).click();
    page.locator("select[name=state]").first().selectOption("GRANTED");
    page.getByLabel("AWS Support case (optional)").fill("170000001");
    page.getByRole(AriaRole.BUTTON, withExactName("Record")).click();
    assertThat(page.locator(".headline .verdict").first()).containsText("ready");
    assertThat(page.locator(".headline .verdict").first()).not().containsText("not ready");
    assertThat(page.getByText("Nothing left to do.")).isVisible();
  }

  @Test
  void theSampleIsFilteredReportedOnAndRemoved() throws Exception {
    try (TodokuServer todoku = TodokuServer.start(dir, WITHOUT_AWS);
        Chromium chromium = Chromium.start()) {
      Page page = chromium.page("ja-JP", 1280);
      signIn(page, todoku.signInLink());
      page.getByRole(AriaRole.BUTTON, withName("サンプルを開く")).click();
      assertThat(accountRows(page)).hasCount(4);
      page.locator("select[name=rule]").selectOption("no-open-relay");
      page.getByRole(AriaRole.BUTTON, withName("絞り込む")).click();
      assertThat(accountRows(page)).hasCount(1);
      accountRows(page).first().getByRole(AriaRole.LINK).first().click();
      assertThat(page.locator("details.task").first()).containsText("不適合");
      assertThat(download(page, "HTML (日本語)")).contains("<html", "lang=\"ja\"", "オープンリレー");

      page.navigate(todoku.address() + "/accounts/222222222222?lang=en");
      assertThat(page.locator(".facts").first()).containsText("41 of 46 known");
      fillIntoARemedy(page);

      page.clock().setFixedTime("2030-01-01T12:00:00Z");
      page.navigate(todoku.address() + "/accounts/222222222222");
      assertThat(page.locator("form[action$=waivers] input[name=expires]").first())
          .hasAttribute("min", "2030-01-01");
      page.navigate(todoku.address() + "/accounts?lang=en");
      page.getByText("Remove the sample…").click();
      page.getByRole(AriaRole.BUTTON, withName("Remove the sample")).click();
      assertThat(page.getByRole(AriaRole.BUTTON, withName("Open the sample"))).isVisible();
      assertThat(chromium.problems()).isEmpty();
      assertNoWarnings(todoku.log());
    }
  }

  /**
   * The chosen form is filled in by its fields, and remembered. A move is under way, so that the
   * remedy is folded.
   */
  private static void fillIntoARemedy(Page page) {
    Locator task = page.locator("details.task[open]");
    task.getByText("Change it now all the same").click();
    assertThat(task.locator("[data-placeholder='ZONE-ID']").first()).isHidden();
    task.locator("[data-family=cli]").first().check();
    task.locator("[data-placeholder='ZONE-ID']").first().fill("$(reboot)");
    assertThat(task.locator("code:visible").first()).containsText("--hosted-zone-id ZONE-ID ");
    task.locator("[data-placeholder='ZONE-ID']").first().fill("Z0123ABC");
    assertThat(task.locator("code:visible").first()).containsText("--hosted-zone-id Z0123ABC ");
    page.reload();
    assertThat(task.locator("[data-family=cli]").first()).isChecked();
  }

  @Test
  void theAccountOfTheEnvironmentIsOfferedAndItsScanProgressIsShown() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    try (AwsTestAccounts accounts = AwsTestAccounts.start(dir);
        TodokuServer todoku = TodokuServer.start(dir, accounts.sdkEnvironment());
        Chromium chromium = Chromium.start()) {
      Page page = chromium.page("en-US", 1280);
      signIn(page, todoku.signInLink());
      Locator offer = page.getByRole(AriaRole.HEADING, withName("123456789012"));
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (offer.count() == 0 && System.nanoTime() < end) {
        page.reload(); // it is looked for in the background
      }
      assertThat(offer).containsText("Add AWS account");
      page.getByLabel("Name").fill("Our own");
      page.getByRole(AriaRole.BUTTON, withExactName("Add and open")).click();
      assertThat(page.locator("h1")).hasText("Our own");

      accounts
          .proxy()
          .respondWith(call -> {
            if (call.name().equals("rds:DescribeDBClusters")) {
              await(hold);
            }
            return null;
          });
      page.getByRole(AriaRole.BUTTON, withExactName("Scan now")).click();
      Locator running = page.locator("table.stages td.RUNNING");
      assertThat(running).hasCount(1);
      assertThat(page.locator("table.stages td.doing")).containsText("Describe");
      assertThat(page.locator("table.stages td.WAITING")).hasCount(3);
      hold.countDown();
      assertThat(page.getByRole(AriaRole.BUTTON, withExactName("Rescan")))
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(90_000));
      assertThat(page.getByText("No sign of outgoing mail")).isVisible();
      assertThat(chromium.problems()).isEmpty();
    } finally {
      hold.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
