package io.todoku.clientreport;

import io.todoku.checklist.Checklist.Readiness;
import io.todoku.history.FindingChange;
import io.todoku.history.FindingChange.ChangeKind;
import io.todoku.report.Report;
import io.todoku.report.Report.AccountReport;
import io.todoku.report.Report.ReportComparison;
import io.todoku.snapshot.AccountFacts;
import java.time.Duration;
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

  /** As much as a person reads in an e-mail; the report has all. */
  static final int MAX_TEXT = 30_000;

  /** What leaves room for changes. */
  private static final int MAX_STATES = 20_000;

  private static final int MAX_LINE = 1_000;

  /** A state that was seen longer ago than between two reports is said to be old. */
  private static final Duration OLD = Duration.ofDays(31);

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

  /** At most {@value #MAX_TEXT} characters and a few lines that say what was left out. */
  String body(Report report, String client, Instant at) {
    List<String> lines = new ArrayList<>();
    lines.add(text(report, "monthly.mail.intro", client, day(report, at)));
    lines.add("");
    if (report.accounts().isEmpty()) {
      lines.add(text(report, "monthly.mail.nothing"));
    }
    addStates(report, at, lines);
    addChanges(report, lines);
    lines.add("");
    if (!publicUrl.isEmpty()) {
      lines.add(text(report, "monthly.mail.link", publicUrl + "/reports"));
    }
    lines.add(text(report, "monthly.mail.foot"));
    return String.join("\n", lines) + "\n";
  }

  private void addStates(Report report, Instant at, List<String> lines) {
    List<String> states = new ArrayList<>();
    report.accounts().forEach(part -> states.add(state(report, part, at)));
    for (AccountFacts account : report.unscanned()) {
      states.add(text(report, "monthly.mail.unscanned", title(account)));
    }
    int shown = 0;
    while (shown < states.size() && length(lines) + states.get(shown).length() < MAX_STATES) {
      lines.add(states.get(shown++));
    }
    if (shown < states.size()) {
      long ready =
          report.accounts().stream()
              .skip(shown)
              .filter(part -> part.checklist().readiness() == Readiness.READY)
              .count();
      int omitted = states.size() - shown;
      lines.add(text(report, "monthly.mail.more-accounts", omitted, omitted - ready));
    }
  }

  /** With the day of the scan, because the state is that of this day. */
  private String state(Report report, AccountReport part, Instant at) {
    Instant scanned = part.checklist().scan().finishedAt();
    return text(
        report,
        scanned.isBefore(at.minus(OLD)) ? "monthly.mail.account.old" : "monthly.mail.account",
        title(part.checklist().account()),
        text(report, "readiness." + part.checklist().readiness()),
        day(report, scanned));
  }

  private void addChanges(Report report, List<String> lines) {
    int omitted = 0;
    for (AccountReport part : report.accounts()) {
      ReportComparison comparison = part.comparison();
      if (comparison != null) {
        List<String> changes = changes(report, part, comparison);
        if (length(lines) + length(changes) > MAX_TEXT) {
          omitted++;
        } else {
          lines.addAll(changes);
        }
      }
    }
    if (omitted > 0) {
      lines.add("");
      lines.add(text(report, "monthly.mail.more-changes", omitted));
    }
  }

  private List<String> changes(Report report, AccountReport part, ReportComparison comparison) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        text(
            report,
            "monthly.mail.since",
            title(part.checklist().account()),
            day(report, comparison.scannedAt())));
    String instead = comparison.textWithoutChanges();
    List<FindingChange> changes = comparison.changes();
    if (instead != null || changes == null) {
      lines.add(text(report, String.valueOf(instead)));
      return lines;
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
    return lines;
  }

  private static int length(List<String> lines) {
    return lines.stream().mapToInt(line -> line.length() + 1).sum();
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
    String line = String.valueOf(text).replaceAll("\\p{Cntrl}+", " ");
    return line.length() > MAX_LINE ? line.substring(0, MAX_LINE) + "…" : line;
  }
}
