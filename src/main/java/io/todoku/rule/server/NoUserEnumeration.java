package io.todoku.rule.server;

import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.server.Fingerprint.SmtpSoftware;
import io.todoku.snapshot.MailServer.CommandReply;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A mail server does not tell strangers which mailboxes and lists exist. */
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
    List<String> revealing =
        asked.stream()
            .filter(a -> a.reply() != null && a.reply().accepted())
            .map(a -> a.command().substring(0, 4))
            .toList();
    FindingBuilder finding = mail.finding(lines(asked));
    if (!revealing.isEmpty()) {
      return finding
          .warn("warn", String.join(", ", revealing))
          .withRemedy(DISABLE.forSoftware(mail.software()));
    }
    boolean nothingRevealed =
        COMMANDS.stream()
            .allMatch(command ->
                asked.stream().anyMatch(a -> a.command().startsWith(command) && revealsNothing(a)));
    if (nothingRevealed) {
      return finding.pass("pass", "");
    }
    Reason reason =
        asked.isEmpty()
            ? Reason.of(Cause.NOT_ASKED, mail.hostAndPort() + " VRFY, EXPN", "")
            : Reason.of(Cause.INCONCLUSIVE, mail.hostAndPort(), lines(asked).getLast());
    return finding.unknown(reason, "unknown", "");
  }

  /** Whether the reply is 252 (RFC 5321 section 3.5.3) or refuses the command. */
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
}
