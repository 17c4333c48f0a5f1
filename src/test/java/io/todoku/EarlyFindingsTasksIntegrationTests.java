package io.todoku;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;

import com.microsoft.playwright.Locator;
import io.todoku.collect.Cell;
import io.todoku.collect.SnapshotSplitter;
import io.todoku.snapshot.Snapshot;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** The findings of a running scan appear on the page of somebody who is at work on it. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:early-tasks;DB_CLOSE_DELAY=-1")
class EarlyFindingsTasksIntegrationTests extends TaskFixture {

  private static final String NOTE = "half a not";
  private static final String DATABASE = "db-1";

  private final CountDownLatch dns = new CountDownLatch(1);
  private final CountDownLatch servers = new CountDownLatch(1);

  /** The scan waits before DNS and before the mail servers. */
  private void collectsInSteps() {
    Snapshot snapshot =
        collectedNow(snapshot(failing().database(DATABASE, "mysql", false, null, null)));
    doAnswer(
            asked -> {
              Cell cell = asked.getArgument(0);
              switch (cell.source()) {
                case DNS -> dns.await(60, TimeUnit.SECONDS);
                case SERVERS -> servers.await(60, TimeUnit.SECONDS);
                default -> {}
              }
              return SnapshotSplitter.part(snapshot, cell);
            })
        .when(collector)
        .collect(any(), any(), any(), any());
  }

  /** The page is the one that was marked: it was not loaded again. */
  private static void mark(UserPage user) {
    user.page.evaluate("window.marked = true");
  }

  private static void assertMarked(UserPage user) {
    assertThat(user.page.evaluate("window.marked === true")).isEqualTo(true);
  }

  @Test
  void rowsAppearWithoutReloadAndDisturbNeitherFocusNorForm() {
    collectsInSteps();
    UserPage user = visit(Visitor.ENGLISH);
    Locator rows = user.page.locator("#progress .found li");
    try {
      openAccount(user, ACCOUNT);
      user.press("scan.again");
      mark(user);
      Locator form = user.unfold(user.open(user.row(WRONG_NAME)), "note.add");
      Locator note = form.locator("textarea");
      note.click();
      note.pressSequentially(NOTE);

      assertThat(rows.filter(new Locator.FilterOptions().setHasText(DATABASE))).hasCount(1);
      int before = rows.count();
      assertThat(user.focused()).isEqualTo("textarea text");

      Locator summary = user.page.locator("#progress .found summary");
      summary.focus();
      user.page.keyboard().press("Enter");
      assertThat(rows.first()).isVisible();
      dns.countDown();
      assertThat(rows.filter(new Locator.FilterOptions().setHasText(WRONG_NAME)).first())
          .isVisible();

      assertThat(rows.count()).isGreaterThan(before);
      assertThat(rows.first()).containsText(DATABASE);
      assertThat(summary).isFocused();
      assertThat(summary).containsText("to fix");
      assertThat(note).hasValue(NOTE);
      assertMarked(user);
    } finally {
      dns.countDown();
      servers.countDown();
    }

    assertThat(user.page.locator("#progress .notice")).containsText(user.text("progress.ended"));
    assertThat(rows.locator("a").first()).isVisible();
    assertThat(user.row(WRONG_NAME).locator("textarea").first()).hasValue(NOTE);
    assertMarked(user);
    leave(user);
  }

  @Test
  void theTimeGoesOnByItself() {
    collectsInSteps();
    UserPage user = visit(Visitor.ENGLISH);
    try {
      openAccount(user, ACCOUNT);
      user.press("scan.again");
      Locator elapsed = user.page.locator("#progress [data-elapsed]");
      assertThat(elapsed).hasCount(1);
      user.page.evaluate("document.querySelector('#progress [data-elapsed]').marked = true");

      user.page.waitForFunction(
          "() => { const time = document.querySelector('#progress [data-elapsed]');"
              + " return time.marked && parseInt(time.textContent) > Number(time.dataset.elapsed) + 1; }");
    } finally {
      dns.countDown();
      servers.countDown();
    }
    awaitIdle();
    leave(user);
  }
}
