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
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
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
    FindingBuilder finding = mail.finding(lines(asked));
    List<String> revealing = verbs(asked, NoUserEnumeration::confirms);
    if (!revealing.isEmpty()) {
      return finding
          .warn("warn", String.join(", ", revealing))
          .withRemedy(DISABLE.forSoftware(mail.software()));
    }
    List<String> differing =
        COMMANDS.stream().filter(command -> differs(asked, command)).map(String::strip).toList();
    if (!differing.isEmpty()) {
      return finding
          .warn("warn.differs", String.join(", ", differing))
          .withRemedy(DISABLE.forSoftware(mail.software()));
    }
    if (COMMANDS.stream().allMatch(command -> revealsNothing(asked, command))) {
      return finding.pass("pass", "");
    }
    return finding.unknown(openReason(mail, asked), "unknown", "");
  }

  private static List<String> verbs(List<CommandReply> asked, Predicate<CommandReply> filter) {
    return asked.stream().filter(filter).map(a -> a.command().substring(0, 4)).distinct().toList();
  }

  /** The reply names a mailbox, for one that is there. */
  private static boolean confirms(CommandReply asked) {
    return asked.reply() != null && asked.reply().accepted();
  }

  /** Whether a mailbox that is there and one that nobody has are answered differently for good. */
  private static boolean differs(List<CommandReply> asked, String command) {
    return codes(asked, command).allMatch(code -> code / 100 == 2 || code / 100 == 5)
        && codes(asked, command).distinct().count() > 1;
  }

  /** The codes of the replies to one command; the first is about a mailbox that is there. */
  private static IntStream codes(List<CommandReply> asked, String command) {
    return asked.stream()
        .filter(a -> a.command().startsWith(command) && a.reply() != null)
        .mapToInt(a -> a.reply().code());
  }

  /**
   * Whether the server refuses the command, or answers 252 (RFC 5321 section 3.5.3) for whatever
   * mailbox, which at least two answers show.
   */
  private static boolean revealsNothing(List<CommandReply> asked, String command) {
    int[] codes = codes(asked, command).toArray();
    return codes.length > 0
        && (codes[0] >= 500 || (codes[0] == 252 && codes.length > 1 && codes[1] == 252));
  }

  private static Reason openReason(MailServerContext mail, List<CommandReply> asked) {
    Optional<String> notCompared =
        COMMANDS.stream()
            .filter(command -> codes(asked, command).count() == 1)
            .filter(command -> codes(asked, command).allMatch(code -> code == 252))
            .findFirst();
    if (asked.isEmpty() || notCompared.isPresent()) {
      return Reason.of(
          Cause.NOT_ASKED,
          mail.hostAndPort() + " " + notCompared.map(String::strip).orElse("VRFY, EXPN"),
          "");
    }
    return Reason.of(Cause.INCONCLUSIVE, mail.hostAndPort(), lines(asked).getLast());
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
