package io.todoku.rule.server;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Verdict;
import io.todoku.rule.server.Fingerprint.SmtpSoftware;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A mail server takes passwords within TLS only. */
@Component
class AuthOnlyOverTls implements Rule {

  static final String ID = "auth-only-over-tls";

  private static final RemedyBySoftware<SmtpSoftware> TLS_ONLY =
      new RemedyBySoftware<>(
          ID + ".do.tls-only",
          Map.of(
              SmtpSoftware.POSTFIX,
              List.of("postconf -e 'smtpd_tls_auth_only = yes'\npostfix reload"),
              SmtpSoftware.QMAIL,
              List.of(),
              SmtpSoftware.EXIM,
              List.of("auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}"),
              SmtpSoftware.SENDMAIL,
              List.of(
                  """
                  define(`confAUTH_OPTIONS', `A p y')dnl
                  define(`confAUTH_MECHANISMS', `PLAIN LOGIN')dnl\
                  """)),
          SmtpSoftware.POSTFIX);

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.SERVERS);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return SmtpServers.judge(ID, snapshot, AuthOnlyOverTls::judge);
  }

  private static Finding judge(MailServerContext mail) {
    List<String> said = List.of("EHLO: " + String.join(", ", mail.dialogue().extensions()));
    List<String> offers = offeredAuth(mail.dialogue());
    Reason unextended = mail.extensionsUnknownReason();
    if (offers.isEmpty() && unextended != null) {
      return mail.finding(
          Verdict.UNKNOWN,
          "unknown",
          unextended,
          SmtpServers.transcriptLines(mail.server()),
          Remedy.NONE);
    }
    return offers.isEmpty()
        ? mail.finding(Verdict.PASS, "pass", null, said, Remedy.NONE)
        : mail.finding(
            Verdict.FAIL,
            "fail",
            null,
            said,
            TLS_ONLY.forSoftware(mail.software()),
            String.join(", ", offers));
  }

  /** As RFC 4954 writes it, and as old clients wanted it: {@code AUTH=LOGIN}. */
  private static List<String> offeredAuth(SmtpDialogue dialogue) {
    return dialogue.extensions().stream().filter(e -> e.matches("AUTH([ =].*)?")).toList();
  }
}
