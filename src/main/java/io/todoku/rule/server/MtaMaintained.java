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
  private static final Map<Fingerprint.Software, List<Integer>> OLDEST =
      Map.of(
          Fingerprint.Software.POSTFIX, List.of(3, 7),
          Fingerprint.Software.EXIM, List.of(4, 94),
          Fingerprint.Software.SENDMAIL, List.of(8, 15),
          Fingerprint.Software.EXCHANGE, List.of(8));

  private static final Advice<Fingerprint.Software> UPDATE =
      new Advice<>(
          ID + ".do.update",
          Map.of(
              Fingerprint.Software.POSTFIX, List.of("postconf mail_version"),
              Fingerprint.Software.QMAIL, List.of(),
              Fingerprint.Software.EXIM, List.of("exim -bV"),
              Fingerprint.Software.SENDMAIL, List.of("sendmail -d0.1 -bv root")),
          Fingerprint.Software.POSTFIX);

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.SERVERS);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Answering.judge(ID, snapshot, MtaMaintained::judge);
  }

  private static Finding judge(ServerCase mail) {
    Fingerprint print = Fingerprint.of(mail.dialogue()).orElse(null);
    if (print == null || print.signals().size() < Fingerprint.ENOUGH) {
      Reason faint =
          Reason.of(
              Cause.INCONCLUSIVE,
              mail.source(),
              print == null ? "" : print.software() + "? " + print.signals());
      return finding(mail, print, Verdict.UNKNOWN, "unknown", faint);
    }
    return switch (print.software()) {
      case QMAIL -> finding(mail, print, Verdict.WARN, "warn.qmail", null);
      case EXIM, SENDMAIL -> byVersion(mail, print);
      case POSTFIX, EXCHANGE ->
          print.version() == null
              ? finding(mail, print, Verdict.PASS, "pass", null)
              : byVersion(mail, print);
      case OPENSMTPD -> finding(mail, print, Verdict.PASS, "pass", null);
    };
  }

  private static Finding byVersion(ServerCase mail, Fingerprint print) {
    List<Integer> oldest = OLDEST.get(print.software());
    String version = print.version();
    if (version == null || oldest == null) {
      Reason hidden = Reason.of(Cause.INCONCLUSIVE, mail.source(), print.software() + " ?");
      return finding(mail, print, Verdict.UNKNOWN, "unknown.version", hidden);
    }
    return isOlder(version, oldest)
        ? finding(
            mail,
            print,
            Verdict.WARN,
            print.software() == Fingerprint.Software.POSTFIX ? "warn.project" : "warn.old",
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
    return print.software() == Fingerprint.Software.EXCHANGE && print.version() != null
        ? "Windows SMTP"
        : print.software().toString();
  }

  private static Finding finding(
      ServerCase mail,
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
            : UPDATE.of(print.software(), mail.sender().address(), software),
        software,
        print == null ? "0" : String.valueOf(print.signals().size()));
  }
}
