package io.todoku.clientreport;

import io.todoku.history.FindingChange;
import io.todoku.history.FindingChange.ChangeKind;
import io.todoku.report.Report;
import io.todoku.report.Report.AccountReport;
import io.todoku.report.Report.ReportComparison;
import io.todoku.snapshot.AccountFacts;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Writes the e-mail that a scheduled report comes with: its state, and what changed. */
@Component
class ReportMailText {

  /** More changes than a person reads in an e-mail; the report has all. */
  private static final int MAX_CHANGES = 30;

  private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE;

  private final MessageSource messages;
  private final String publicUrl;

  ReportMailText(MessageSource messages, @Value("${todoku.public-url:}") String publicUrl) {
    this.messages = messages;
    this.publicUrl = publicUrl.strip().replaceAll("/+$", "");
  }

  String subject(Report report, String client, Instant at) {
    return text(report, "monthly.mail.subject", client, day(report, at));
  }

  String body(Report report, String client, Instant at) {
    List<String> lines = new ArrayList<>();
    lines.add(text(report, "monthly.mail.intro", client, day(report, at)));
    lines.add("");
    if (report.accounts().isEmpty()) {
      lines.add(text(report, "monthly.mail.nothing"));
    }
    for (AccountReport part : report.accounts()) {
      lines.add(
          text(
              report,
              "monthly.mail.account",
              title(part.checklist().account()),
              text(report, "readiness." + part.checklist().readiness())));
    }
    for (AccountFacts account : report.unscanned()) {
      lines.add(text(report, "monthly.mail.unscanned", title(account)));
    }
    report.accounts().forEach(part -> addChanges(report, part, lines));
    lines.add("");
    if (!publicUrl.isEmpty()) {
      lines.add(text(report, "monthly.mail.link", publicUrl + "/reports"));
    }
    lines.add(text(report, "monthly.mail.foot"));
    return String.join("\n", lines) + "\n";
  }

  private void addChanges(Report report, AccountReport part, List<String> lines) {
    ReportComparison comparison = part.comparison();
    if (comparison == null) {
      return;
    }
    lines.add("");
    lines.add(
        text(
            report,
            "monthly.mail.since",
            title(part.checklist().account()),
            day(report, comparison.scannedAt())));
    List<FindingChange> changes = comparison.changes();
    if (changes == null || changes.isEmpty()) {
      lines.add(text(report, changes == null ? "document.since.lost" : "document.since.none"));
      return;
    }
    lines.add(
        text(
            report,
            "monthly.mail.counts",
            count(changes, ChangeKind.FIXED),
            count(changes, ChangeKind.APPEARED),
            changes.size()));
    changes.stream().limit(MAX_CHANGES).forEach(change -> lines.add(line(report, change)));
    if (changes.size() > MAX_CHANGES) {
      lines.add(text(report, "monthly.mail.more", changes.size() - MAX_CHANGES));
    }
  }

  private static long count(List<FindingChange> changes, ChangeKind kind) {
    return changes.stream().filter(change -> change.kind() == kind).count();
  }

  private String line(Report report, FindingChange change) {
    return text(
        report,
        "monthly.mail.change",
        text(report, "document.change.one." + change.kind()),
        text(report, "rule." + change.rule() + ".title"),
        change.resource().label());
  }

  private static String title(AccountFacts account) {
    return account.name().isBlank() ? account.id() : account.name() + " (" + account.id() + ")";
  }

  private static String day(Report report, Instant at) {
    return DAY.format(at.atZone(report.style().zone()));
  }

  /** On one line each, because names come from outside. */
  private String text(Report report, String key, Object... arguments) {
    Locale language = report.style().language();
    String text = messages.getMessage(key, arguments, key, language);
    return String.valueOf(text).replaceAll("\\p{Cntrl}+", " ");
  }
}
