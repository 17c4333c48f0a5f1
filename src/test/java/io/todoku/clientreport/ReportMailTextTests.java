package io.todoku.clientreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklist.Readiness;
import io.todoku.checklist.Checklist.ScanFacts;
import io.todoku.history.FindingChange;
import io.todoku.history.FindingChange.ChangeKind;
import io.todoku.report.Report;
import io.todoku.report.Report.AccountReport;
import io.todoku.report.Report.ReportComparison;
import io.todoku.report.Report.Style;
import io.todoku.rule.Resource;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Environment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The e-mail of a scheduled report, also of a client with more accounts than an e-mail holds. */
class ReportMailTextTests {

  private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

  private static ReportMailText texts() {
    var messages = new ResourceBundleMessageSource();
    messages.setBasenames("messages/handover", "messages/rules", "messages/document");
    messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
    messages.setFallbackToSystemLocale(false);
    return new ReportMailText(messages, "https://todoku.example.com");
  }

  /**
   * @param changes of each account
   */
  static Report report(String client, int accounts, int changes, Instant scannedAt) {
    ScanFacts scan = mock();
    when(scan.finishedAt()).thenReturn(scannedAt);
    FindingChange change =
        new FindingChange(
            ChangeKind.APPEARED,
            "ptr-exists",
            Resource.account("111111111111", "r".repeat(300)),
            Verdict.PASS,
            Verdict.FAIL,
            null);
    return new Report(
        IntStream.range(0, accounts)
            .mapToObj(number -> part(client, number, scan, Collections.nCopies(changes, change)))
            .toList(),
        List.of(),
        true,
        Style.plain(Locale.ENGLISH, ZoneOffset.UTC));
  }

  private static AccountReport part(
      String client, int number, ScanFacts scan, List<FindingChange> changes) {
    Checklist list = mock();
    when(list.account())
        .thenReturn(
            new AccountFacts(
                "%012d".formatted(number),
                "account " + number,
                client,
                Environment.PRODUCTION,
                List.of(),
                Map.of(),
                Map.of()));
    when(list.scan()).thenReturn(scan);
    when(list.readiness()).thenReturn(number % 10 == 9 ? Readiness.NOT_READY : Readiness.READY);
    return new AccountReport(
        list, List.of(), new ReportComparison(NOW.minus(Duration.ofDays(40)), changes));
  }

  @Test
  void whatIsTooMuchForAnEmailIsCountedAndLeftToTheReport() {
    String text = texts().body(report("Example KK", 1_000, 30, NOW), "Example KK", NOW);

    assertThat(text)
        .hasSizeLessThan(ReportMailText.MAX_TEXT + 1_000)
        .contains("account 0 (000000000000): ready (scan of 2026-12-01)")
        .containsPattern("\nand \\d+ more accounts; not ready or not known: \\d+\\. The report has")
        .containsPattern("\nThe changes in [\\d,]+ more accounts are left out here")
        .contains("https://todoku.example.com/reports", "Sent by Todoku");
  }

  @Test
  void ofFewAccountsNothingIsLeftOut() {
    String text = texts().body(report("Example KK", 3, 2, NOW), "Example KK", NOW);

    assertThat(text)
        .contains("account 2 (000000000002): ready", "0 fixed, 2 new, 2 changes in all")
        .doesNotContain("more account");
  }

  @Test
  void anOldScanIsNoStateOfToday() {
    Instant old = NOW.minus(Duration.ofDays(32));

    assertThat(texts().body(report("Example KK", 1, 0, old), "Example KK", NOW))
        .contains(
            ": ready when it was last scanned, on 2026-10-30; its state since then is unknown");
  }
}
