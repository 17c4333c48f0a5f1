package io.todoku.rule.server;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The software of a mail server still gets its faults mended. */
@Component
class MtaMaintained implements Rule {

  static final String ID = "mta-maintained";

  /**
   * The first releases that some distribution or the project itself still mends; see the page. For
   * Postfix it is the project: a distribution may mend older ones, which its text says. Versions 5
   * to 7 of the Microsoft service are those of IIS in Windows, not of Exchange.
   */
  private static final Map<Fingerprint.SmtpSoftware, List<Integer>> OLDEST_MAINTAINED =
      Map.of(
          Fingerprint.SmtpSoftware.POSTFIX, List.of(3, 7),
          Fingerprint.SmtpSoftware.EXIM, List.of(4, 94),
          Fingerprint.SmtpSoftware.SENDMAIL, List.of(8, 15),
          Fingerprint.SmtpSoftware.EXCHANGE, List.of(8));

  private static final RemedyBySoftware<Fingerprint.SmtpSoftware> UPDATE =
      new RemedyBySoftware<>(
          ID + ".do.update",
          Map.of(
              Fingerprint.SmtpSoftware.POSTFIX, List.of("postconf mail_version"),
              Fingerprint.SmtpSoftware.QMAIL, List.of(),
              Fingerprint.SmtpSoftware.EXIM, List.of("exim -bV"),
              Fingerprint.SmtpSoftware.SENDMAIL, List.of("sendmail -d0.1 -bv root")),
          Fingerprint.SmtpSoftware.POSTFIX);

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.SERVERS);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return SmtpServers.judge(ID, snapshot, MtaMaintained::judge);
  }

  private static Finding judge(MailServerContext mail) {
    Fingerprint print = Fingerprint.of(mail.dialogue()).orElse(null);
    if (print == null || print.signals().size() < Fingerprint.MIN_SIGNALS) {
      Reason faint =
          Reason.of(
              Cause.INCONCLUSIVE,
              mail.hostAndPort(),
              print == null ? "" : print.software() + "? " + print.signals());
      return finding(mail, print, Verdict.UNKNOWN, "unknown", faint);
    }
    return switch (print.software()) {
      case QMAIL -> finding(mail, print, Verdict.WARN, "warn.qmail", null);
      case EXIM, SENDMAIL -> judgeVersion(mail, print);
      case POSTFIX, EXCHANGE ->
          print.version() == null
              ? finding(mail, print, Verdict.PASS, "pass", null)
              : judgeVersion(mail, print);
      case OPENSMTPD -> finding(mail, print, Verdict.PASS, "pass", null);
    };
  }

  private static Finding judgeVersion(MailServerContext mail, Fingerprint print) {
    List<Integer> oldest = OLDEST_MAINTAINED.get(print.software());
    String version = print.version();
    if (version == null || oldest == null) {
      Reason hidden = Reason.of(Cause.INCONCLUSIVE, mail.hostAndPort(), print.software() + " ?");
      return finding(mail, print, Verdict.UNKNOWN, "unknown.version", hidden);
    }
    return isOlder(version, oldest)
        ? finding(
            mail,
            print,
            Verdict.WARN,
            print.software() == Fingerprint.SmtpSoftware.POSTFIX ? "warn.project" : "warn.old",
            null)
        : finding(mail, print, Verdict.PASS, "pass", null);
  }

  private static boolean isOlder(String version, List<Integer> oldest) {
    List<Integer> parts =
        Arrays.stream(version.split("\\."))
            .filter(part -> part.matches("\\d{1,6}"))
            .map(Integer::valueOf)
            .toList();
    for (int i = 0; i < oldest.size() && i < parts.size(); i++) {
      if (!parts.get(i).equals(oldest.get(i))) {
        return parts.get(i) < oldest.get(i);
      }
    }
    return false;
  }

  /** Exchange hides its version; the SMTP service of Windows, which greets alike, tells it. */
  private static String product(Fingerprint print) {
    return print.software() == Fingerprint.SmtpSoftware.EXCHANGE && print.version() != null
        ? "Windows SMTP"
        : print.software().toString();
  }

  private static Finding finding(
      MailServerContext mail,
      @Nullable Fingerprint print,
      Verdict verdict,
      String key,
      @Nullable Reason reason) {
    List<String> said = new ArrayList<>();
    said.add("greeting: " + mail.dialogue().greeting());
    if (print != null) {
      print.signals().forEach(signal -> said.add(print.software() + ": " + signal));
    }
    String software =
        print == null
            ? ""
            : (product(print) + (print.version() == null ? "" : " " + print.version()));
    return mail.finding(
        verdict,
        key,
        reason,
        said,
        print == null || verdict != Verdict.WARN
            ? Remedy.NONE
            : UPDATE.forSoftware(print.software(), mail.sender().address(), software),
        software,
        print == null ? "0" : String.valueOf(print.signals().size()));
  }
}
