package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import io.todoku.account.Accounts;
import io.todoku.collect.SnapshotSplitter;
import io.todoku.scan.Scans;
import io.todoku.testing.PageClient;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;

/** The page that shows the progress of a scan. */
class ScanPagesIntegrationTests extends ApiFixture {

  private static final String OTHER = "888888888888";
  private static final String NOTE = "Another scan already covers these accounts";

  @Autowired private WebApplicationContext context;
  @Autowired private Accounts accounts;
  @Autowired private Scans scans;

  private String page(UUID run) throws Exception {
    return new PageClient(context).get("/scans/" + run, Locale.ENGLISH);
  }

  @Test
  void accountsThatAnotherRunScansAreNamedWithALinkToIt() throws Exception {
    addAccountWithProfile();
    addAccountWithProfile(OTHER);
    CountDownLatch go = new CountDownLatch(1);
    when(collector.collect(any(), any(), any(), any()))
        .thenAnswer(asked -> {
          go.await(30, TimeUnit.SECONDS);
          return SnapshotSplitter.part(snapshot(senderWithWrongPtr()), asked.getArgument(0));
        });
    UUID one = scans.start(List.of(accounts.get(ACCOUNT_ID))).run();
    try {
      assertThat(page(one)).doesNotContain(NOTE);

      UUID other = scans.start(List.of(accounts.get(OTHER))).run();

      assertThat(page(one)).contains(NOTE).contains("href=\"/scans/" + other + "\">x<");
      assertThat(page(other)).contains(NOTE).contains("href=\"/scans/" + one + "\"");
    } finally {
      scans.runningRun().values().forEach(scans::cancel);
      go.countDown();
      call("DELETE", "/accounts/" + OTHER, null);
    }
  }

  @Test
  void aCancelledScanIsNotShownAsFailed() throws Exception {
    addAccountWithProfile();
    CountDownLatch go = new CountDownLatch(1);
    when(collector.collect(any(), any(), any(), any()))
        .thenAnswer(asked -> {
          go.await(30, TimeUnit.SECONDS);
          return SnapshotSplitter.part(snapshot(senderWithWrongPtr()), asked.getArgument(0));
        });
    UUID run = scans.start(List.of(accounts.get(ACCOUNT_ID))).run();
    try {
      scans.cancel(run);
    } finally {
      go.countDown();
    }

    assertThat(page(run))
        .contains("Scan cancelled", "Results of earlier scans are unchanged.", "not done")
        .doesNotContain("FAILED");
  }
}
