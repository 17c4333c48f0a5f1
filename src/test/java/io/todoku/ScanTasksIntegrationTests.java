package io.todoku;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotCopy;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.context.TestPropertySource;

/** On the dashboard: which accounts to look at, to scan and to report on, and how scans go. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:scan-tasks;DB_CLOSE_DELAY=-1")
class ScanTasksIntegrationTests extends TaskFixture {

  @ParameterizedTest
  @MethodSource("visitors")
  void aScanIsCancelledAndStartedAgainAndItsOutcomeIsTold(Visitor visitor) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    collects(corrected(), go);
    UserPage user = visit(visitor);
    try {
      openAccount(user, ACCOUNT);
      user.press("scan.again");
      assertThat(user.page.locator("#progress-title")).isInViewport();
      user.press("progress.cancel");

      assertThat(user.button(user.main(), "scan.again")).isVisible();
      assertThat(user.row(WRONG_NAME)).hasCount(1);
      user.press("scan.again");
      if (!visitor.scripts) {
        user.follow("progress.details");
        user.title(user.text("progress.title"));
      }
      assertThat(user.page.locator("table.stages td.RUNNING")).hasCount(1);
    } finally {
      go.countDown();
    }
    if (visitor.scripts) {
      Locator ended = user.page.locator("#progress .notice");
      assertThat(ended).containsText(user.text("progress.ended"));
      assertThat(ended).containsText(user.text("progress.outcome", 2, 0, 2).split("[,、]")[0]);
      user.follow("progress.show");
    } else {
      assertThat(user.page.locator("h1")).hasText(user.text("progress.ended"));
      user.page.locator("table.stages th a").click();
    }

    user.title(ACCOUNT);
    assertThat(user.row(WRONG_NAME)).hasCount(0);
    assertThat(item(ACCOUNT_ID, "ptr-matches-a", "192.0.2.7").get("verdict").asString())
        .isEqualTo("PASS");
    assertThat(user.main()).containsText(user.text("checklist.changed.FIXED", 2));
    leave(user);
  }

  @ParameterizedTest
  @MethodSource("visitors")
  void accountsAreFilteredSortedSelectedScannedAndReportedOn(Visitor visitor) {
    collects(corrected());
    UserPage user = visit(visitor);
    Locator rows = BrowserActions.accountRows(user.page);
    Locator filter = user.unfold(user.main(), "filter.title");
    filter.locator("select[name=client]").selectOption("Example KK");
    user.press(filter, "filter.do");
    assertThat(rows).hasCount(1);
    user.press("handover.new");

    user.refused("dashboard.selection.none");
    assertThat(rows).hasCount(1);
    user.follow("filter.clear");
    user.follow("dashboard.sort.name");
    assertThat(rows.first()).containsText("Configured");
    assertThat(rows.nth(1)).containsText("Example 本番");
    Locator chosen = rows.nth(1).locator("input[type=checkbox]");
    chosen.check();
    user.press("handover.new");

    user.title(user.text("handover.new"));
    assertThat(user.page.locator("input[name=accounts]:checked")).hasCount(1);
    assertThat(user.page.locator("input[name=accounts]:checked")).hasValue(ACCOUNT_ID);
    user.follow("account.cancel");
    user.section("nav.accounts");
    if (visitor.scripts) {
      user.page.getByLabel(user.text("dashboard.selection.all")).check();
    } else {
      rows.locator("input[type=checkbox]").all().forEach(Locator::check);
    }
    user.press(user.page.locator(".bar"), "scan.again");

    assertThat(user.page.locator("h1")).hasText(user.text("progress.ended"));
    user.title(user.text("progress.ended"));
    assertThat(user.page.locator("table.stages tbody tr")).hasCount(3);
    user.follow("error.home");
    user.title(user.text("nav.accounts"));
    leave(user);
  }

  @ParameterizedTest
  @MethodSource("visitors")
  void anAccountThatCouldNotBeReadIsTestedAndScannedAgain(Visitor visitor) throws Exception {
    importLive(
        SnapshotCopy.copyOf(failing().build())
            .regions(
                Observed.unknown(
                    Reason.of(ReasonKind.NO_SUCH_PROFILE, "sts:GetCallerIdentity", "p")))
            .build(),
        ACCOUNT_ID,
        "Example 本番",
        "Example KK");
    collects(corrected());
    UserPage user = visit(visitor);
    openAccount(user, ACCOUNT);
    assertThat(user.main()).containsText(user.text("checklist.failed"));
    Locator panel = user.row(user.text("cause.NO_SUCH_PROFILE"));
    assertThat(panel).hasAttribute("open", "open");
    user.press(panel, "account.test");

    user.title(user.text("account.edit.title"));
    assertThat(user.page.getByRole(AriaRole.STATUS)).containsText(user.text("account.test.failed"));
    user.follow("account.cancel");
    user.follow(panel, "account.edit");
    user.title(user.text("account.edit.title"));
    user.follow("account.cancel");
    user.press(panel, "scan.again");
    awaitIdle();
    user.section("nav.accounts");
    openAccount(user, ACCOUNT);

    assertThat(panel).hasCount(0);
    assertThat(user.main()).not().containsText(user.text("checklist.failed"));
    leave(user);
  }
}
