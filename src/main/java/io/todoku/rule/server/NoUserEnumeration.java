package io.todoku.rule.server;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Verdict;
import io.todoku.rule.server.Fingerprint.SmtpSoftware;
import io.todoku.snapshot.MailServer.CommandReply;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A mail server tells strangers of no mailbox and no list whether it exists. */
@Component
class NoUserEnumeration implements Rule {

  static final String ID = "no-user-enumeration";

  private static final List<String> COMMANDS = List.of("VRFY ", "EXPN ");

  private static final RemedyBySoftware<SmtpSoftware> DISABLE =
      new RemedyBySoftware<>(
          ID + ".do.disable",
          Map.of(
              SmtpSoftware.POSTFIX,
              List.of("postconf -e 'disable_vrfy_command = yes'\npostfix reload"),
              SmtpSoftware.QMAIL,
              List.of(),
              SmtpSoftware.EXIM,
              List.of("exim -bP acl_smtp_vrfy acl_smtp_expn"),
              SmtpSoftware.SENDMAIL,
              List.of(
                  """
                  define(`confPRIVACY_FLAGS', `authwarnings,novrfy,noexpn,noverb,restrictqrun')dnl\
                  """)),
          SmtpSoftware.POSTFIX);

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.SERVERS);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return SmtpServers.judge(ID, snapshot, NoUserEnumeration::judge);
  }

  private static Finding judge(MailServerContext mail) {
    List<CommandReply> asked =
        mail.dialogue().commands().stream()
            .filter(a -> COMMANDS.stream().anyMatch(a.command()::startsWith))
            .toList();
    List<String> told =
        asked.stream()
            .filter(a -> a.reply() != null && a.reply().accepted())
            .map(a -> a.command().substring(0, 4))
            .toList();
    if (!told.isEmpty()) {
      return finding(mail, asked, Verdict.WARN, "warn", String.join(", ", told), null);
    }
    boolean silent =
        COMMANDS.stream()
            .allMatch(command ->
                asked.stream().anyMatch(a -> a.command().startsWith(command) && revealsNothing(a)));
    return silent
        ? finding(mail, asked, Verdict.PASS, "pass", "", null)
        : finding(
            mail,
            asked,
            Verdict.UNKNOWN,
            "unknown",
            "",
            asked.isEmpty()
                ? Reason.of(Cause.NOT_ASKED, mail.hostAndPort() + " VRFY, EXPN", "")
                : Reason.of(Cause.INCONCLUSIVE, mail.hostAndPort(), lines(asked).getLast()));
  }

  /** 252 (RFC 5321 section 3.5.3), or that the command is not there for strangers. */
  private static boolean revealsNothing(CommandReply asked) {
    return asked.reply() != null && (asked.reply().code() == 252 || asked.reply().code() >= 500);
  }

  private static List<String> lines(List<CommandReply> asked) {
    return asked.stream()
        .map(a ->
            a.command()
                + ": "
                + (a.reply() == null
                    ? "no reply"
                    : a.reply().code() + " " + a.reply().text().replace('\n', ' ')))
        .toList();
  }

  private static Finding finding(
      MailServerContext mail,
      List<CommandReply> asked,
      Verdict verdict,
      String key,
      String told,
      @Nullable Reason reason) {
    Remedy remedy = verdict == Verdict.WARN ? DISABLE.forSoftware(mail.software()) : Remedy.NONE;
    return mail.finding(verdict, key, reason, lines(asked), remedy, told);
  }
}
