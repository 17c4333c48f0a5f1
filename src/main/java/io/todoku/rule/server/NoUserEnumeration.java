package io.todoku.rule.server;

import static io.todoku.rule.RemedyBlock.configuration;
import static io.todoku.rule.RemedyBlock.shell;

import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Fingerprint.SmtpSoftware;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.snapshot.MailServer.CommandReply;
import io.todoku.snapshot.MailServer.SmtpReply;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A mail server does not tell strangers which mailboxes and lists exist. */
@Component
class NoUserEnumeration implements Rule {

  static final String ID = "no-user-enumeration";

  /** Mailboxes that every server has, by RFC 5321 section 4.5.1 and by habit. */
  private static final Set<String> KNOWN_MAILBOXES = Set.of("postmaster", "root");

  private static final Set<Integer> NOT_SUPPORTED = Set.of(500, 502, 504);

  /** The name was not looked up: some servers take postmaster alone without a domain. */
  private static final int SYNTAX_ERROR = 501;

  private static final Pattern COMMAND_REFUSED =
      Pattern.compile(
          "(?i)prohibit|disabled|disallow|not (allowed|permitted|available|supported|implemented)"
              + "|unsupported|unrecogni[sz]ed|(access|permission|command) denied|do not allow");

  /** The client was refused, or was to begin TLS first: the name was not looked up. */
  private static final Pattern CLIENT_REFUSED =
      Pattern.compile(
          "(?i)client host|helo command|sender address|\\bblocked\\b|black-?list|block-?list"
              + "|\\blisted\\b|dnsbl|\\brbl\\b|starttls|\\btls\\b|encryption");

  /** The mailbox does not exist, with a code that lets the sender retry. */
  private static final Pattern UNKNOWN_FOR_NOW =
      Pattern.compile(
          "(?i)^4\\.1\\.1\\b|(user|mailbox|recipient) unknown|unknown user|no such user");

  private static final Pattern ENHANCED_CODE = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3}");

  private static final List<String> COMMANDS = List.of("VRFY ", "EXPN ");

  private static final RemedyBySoftware<SmtpSoftware> DISABLE =
      new RemedyBySoftware<>(
          ID + ".do.disable",
          Map.of(
              SmtpSoftware.POSTFIX,
              List.of(shell("postconf -e 'disable_vrfy_command = yes'\npostfix reload")),
              SmtpSoftware.QMAIL,
              List.of(),
              SmtpSoftware.EXIM,
              List.of(shell("exim -bP acl_smtp_vrfy acl_smtp_expn")),
              SmtpSoftware.SENDMAIL,
              List.of(
                  configuration(
                      """
                      define(`confPRIVACY_FLAGS', `authwarnings,novrfy,noexpn,noverb,restrictqrun')dnl\
                      """))));

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.SERVERS).revision(3);
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
    List<Disclosure> disclosures =
        COMMANDS.stream().map(command -> disclosure(command, asked)).toList();
    if (disclosures.contains(Disclosure.DIFFERS)) {
      String commands =
          COMMANDS.stream()
              .filter(command -> disclosure(command, asked) == Disclosure.DIFFERS)
              .map(String::strip)
              .collect(Collectors.joining(", "));
      return finding
          .warn("warn.differs", commands)
          .withRemedy(DISABLE.forSoftware(mail.software()));
    }
    if (disclosures.stream().allMatch(Disclosure.NOTHING::equals)) {
      return finding.pass("pass", "");
    }
    String inconclusive =
        COMMANDS.stream()
            .filter(command -> disclosure(command, asked) == Disclosure.NOT_KNOWN)
            .findFirst()
            .orElseThrow();
    return finding.unknown(inconclusiveReason(mail, inconclusive, asked), "unknown", "");
  }

  /** Why a command shows nothing: its last reply, or that it was not sent. */
  private static Reason inconclusiveReason(
      MailServerContext mail, String command, List<CommandReply> asked) {
    List<CommandReply> replies =
        asked.stream().filter(reply -> reply.command().startsWith(command)).toList();
    return replies.isEmpty()
        ? Reason.of(ReasonKind.NOT_ASKED, mail.hostAndPort() + " " + command.strip(), "")
        : Reason.of(ReasonKind.INCONCLUSIVE, mail.hostAndPort(), lines(replies).getLast());
  }

  /** What a command discloses. */
  private enum Disclosure {
    NOTHING,
    /** The mailbox that exists and the one that nobody has are answered differently. */
    DIFFERS,
    NOT_KNOWN
  }

  private static Disclosure disclosure(String command, List<CommandReply> asked) {
    SmtpReply existing = reply(asked, text -> text.startsWith(command) && isKnown(text, command));
    if (existing == null || refusesClient(existing)) {
      return Disclosure.NOT_KNOWN;
    }
    if (refusesCommand(existing)) {
      return Disclosure.NOTHING;
    }
    SmtpReply nonexistent =
        reply(asked, text -> text.startsWith(command) && !isKnown(text, command));
    if (nonexistent == null && existing.code() >= 500) {
      return Disclosure.NOTHING; // it refuses the mailbox that is there, as older files show
    }
    if (nonexistent == null || !isFinal(existing) || refusesClient(nonexistent)) {
      return Disclosure.NOT_KNOWN;
    }
    if (!isFinal(nonexistent)) {
      return isUnknownForNow(nonexistent) ? Disclosure.DIFFERS : Disclosure.NOT_KNOWN;
    }
    return status(existing).equals(status(nonexistent)) ? Disclosure.NOTHING : Disclosure.DIFFERS;
  }

  private static boolean isKnown(String text, String command) {
    return KNOWN_MAILBOXES.contains(text.substring(command.length()).strip());
  }

  private static @Nullable SmtpReply reply(List<CommandReply> asked, Predicate<String> command) {
    return asked.stream()
        .filter(reply -> command.test(reply.command()))
        .map(CommandReply::reply)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Whether the reply refuses the command, whatever mailbox is asked about. */
  private static boolean refusesCommand(SmtpReply reply) {
    return NOT_SUPPORTED.contains(reply.code())
        || ((reply.code() == 252 || reply.code() >= 500)
            && COMMAND_REFUSED.matcher(reply.text()).find());
  }

  private static boolean refusesClient(SmtpReply reply) {
    return reply.code() >= 400 && CLIENT_REFUSED.matcher(reply.text()).find();
  }

  /** Whether it says that nobody has the mailbox, though with 4xx, as Postfix can be set to do. */
  private static boolean isUnknownForNow(SmtpReply reply) {
    return reply.code() / 100 == 4 && UNKNOWN_FOR_NOW.matcher(reply.text()).find();
  }

  private static boolean isFinal(SmtpReply reply) {
    return reply.code() == 252 // RFC 5321 section 3.5.3
        || (reply.code() >= 500 && reply.code() != SYNTAX_ERROR);
  }

  /** The code with the enhanced one, if there is one; the text may repeat the name asked about. */
  private static String status(SmtpReply reply) {
    Matcher enhanced = ENHANCED_CODE.matcher(reply.text());
    return reply.code() + (enhanced.lookingAt() ? " " + enhanced.group() : "");
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
