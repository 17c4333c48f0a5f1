package io.todoku.rule.server;

import static io.todoku.rule.RemedyBlock.shell;

import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Fingerprint;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The software of a mail server still gets security updates. */
@Component
class MtaMaintained implements Rule {

  static final String ID = "mta-maintained";

  /**
   * The oldest releases that a distribution or the project itself still maintains; see the rule's
   * page. For Postfix it is the project; a distribution may maintain older ones, as the text of the
   * finding says. Versions 5 to 7 of the Microsoft service are those of IIS in Windows, not of
   * Exchange.
   */
  private static final Map<Fingerprint.SmtpSoftware, List<Integer>> OLDEST_MAINTAINED =
      Map.of(
          Fingerprint.SmtpSoftware.POSTFIX, List.of(3, 7),
          Fingerprint.SmtpSoftware.EXIM, List.of(4, 94),
          Fingerprint.SmtpSoftware.SENDMAIL, List.of(8, 15),
          Fingerprint.SmtpSoftware.EXCHANGE, List.of(8));

  /** The same for all such servers, so that it is reported as one cause. */
  private static final Reason NO_RELEASE_SHOWN =
      Reason.of(ReasonKind.INCONCLUSIVE, "SMTP 220, HELP", "no version is named");

  private static final RemedyBySoftware<Fingerprint.SmtpSoftware> UPDATE =
      new RemedyBySoftware<>(
          ID + ".do.update",
          Map.of(
              Fingerprint.SmtpSoftware.POSTFIX, List.of(shell("postconf mail_version")),
              Fingerprint.SmtpSoftware.QMAIL, List.of(),
              Fingerprint.SmtpSoftware.EXIM, List.of(shell("exim -bV")),
              Fingerprint.SmtpSoftware.SENDMAIL, List.of(shell("sendmail -d0.1 -bv root"))));

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.SERVERS).revision(3);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return SmtpServers.judge(ID, snapshot, MtaMaintained::judge);
  }

  private static Finding judge(MailServerContext mail) {
    Fingerprint print = Fingerprint.of(mail.dialogue()).orElse(null);
    if (print == null || print.signals().size() < Fingerprint.MIN_SIGNALS) {
      Reason notIdentified =
          Reason.of(
              ReasonKind.INCONCLUSIVE,
              mail.hostAndPort(),
              print == null ? "" : print.software() + "? " + print.signals());
      return finding(mail, print).unknown(notIdentified, "unknown", arguments(print));
    }
    return switch (print.software()) {
      case QMAIL, INDIMAIL -> warn(mail, print, "warn.qmail");
      case EXIM, SENDMAIL, POSTFIX, EXCHANGE, OPENSMTPD -> judgeVersion(mail, print);
    };
  }

  private static Finding judgeVersion(MailServerContext mail, Fingerprint print) {
    List<Integer> oldest = OLDEST_MAINTAINED.get(print.software());
    String version = print.version();
    if (version == null || oldest == null) {
      return finding(mail, print).unknown(NO_RELEASE_SHOWN, "unknown.version", arguments(print));
    }
    if (parts(version).size() < oldest.size()
        && parts(version).equals(oldest.subList(0, parts(version).size()))) {
      Reason noRelease =
          Reason.of(
              ReasonKind.INCONCLUSIVE, mail.hostAndPort(), print.software() + " " + version + ".?");
      return finding(mail, print).unknown(noRelease, "unknown.version", arguments(print));
    }
    return isOlder(version, oldest)
        ? warn(
            mail,
            print,
            print.software() == Fingerprint.SmtpSoftware.POSTFIX ? "warn.project" : "warn.old")
        : pass(mail, print);
  }

  private static List<Integer> parts(String version) {
    return Arrays.stream(version.split("\\."))
        .filter(part -> part.matches("\\d{1,6}"))
        .map(Integer::valueOf)
        .toList();
  }

  private static boolean isOlder(String version, List<Integer> oldest) {
    List<Integer> parts = parts(version);
    for (int i = 0; i < oldest.size() && i < parts.size(); i++) {
      if (!parts.get(i).equals(oldest.get(i))) {
        return parts.get(i) < oldest.get(i);
      }
    }
    return false;
  }

  /** Exchange hides its version; the SMTP service of Windows has the same greeting and shows it. */
  private static String product(Fingerprint print) {
    return print.software() == Fingerprint.SmtpSoftware.EXCHANGE && print.version() != null
        ? "Windows SMTP"
        : print.software().toString();
  }

  private static Finding pass(MailServerContext mail, Fingerprint print) {
    return finding(mail, print).pass("pass", arguments(print));
  }

  private static Finding warn(MailServerContext mail, Fingerprint print, String key) {
    return finding(mail, print)
        .warn(key, arguments(print))
        .withRemedy(
            UPDATE.forSoftware(
                print.software(), mail.sender().address(), productAndVersion(print)));
  }

  private static FindingBuilder finding(MailServerContext mail, @Nullable Fingerprint print) {
    List<String> evidence = new ArrayList<>();
    evidence.add("greeting: " + mail.dialogue().greeting());
    if (print != null) {
      print.signals().forEach(signal -> evidence.add(print.software() + ": " + signal));
    }
    return mail.finding(evidence);
  }

  /** The software with its version, and how many parts of the dialogue identify it. */
  private static Object[] arguments(@Nullable Fingerprint print) {
    return print == null
        ? new Object[] {"", "0"}
        : new Object[] {productAndVersion(print), String.valueOf(print.signals().size())};
  }

  private static String productAndVersion(Fingerprint print) {
    return product(print) + (print.version() == null ? "" : " " + print.version());
  }
}
