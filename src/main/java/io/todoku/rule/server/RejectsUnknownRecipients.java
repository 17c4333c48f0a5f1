package io.todoku.rule.server;

import static io.todoku.rule.RemedyBlock.configuration;
import static io.todoku.rule.RemedyBlock.shell;

import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Fingerprint.SmtpSoftware;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.MailServer.CommandReply;
import io.todoku.snapshot.MailServer.SmtpReply;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * A mail server refuses mail for mailboxes that do not exist at RCPT, so that it sends no bounces.
 */
@Component
class RejectsUnknownRecipients implements Rule {

  static final String ID = "rejects-unknown-recipients";

  /** Enhanced codes of bad mailboxes (RFC 3463 section 3.2, RFC 7505). */
  private static final Pattern BAD_MAILBOX_CODE =
      Pattern.compile("(?<![.\\d])5\\.1\\.(1|6|10)(?![.\\d])");

  private static final String MAILBOX_WORDS = "(user|mailbox|recipient|address|account)";

  /** The texts of replies about a mailbox that does not exist. */
  private static final Pattern UNKNOWN_MAILBOX =
      Pattern.compile(
          MAILBOX_WORDS
              + "\\W+((is|was) )?(unknown|not found|unavailable)"
              + "|(unknown|invalid|no such) (local )?"
              + MAILBOX_WORDS
              + "|"
              + MAILBOX_WORDS
              + " (does(n't| not) exist|could not be found)"
              + "|no (such )?mailbox|unrouteable address|recipient table");

  private static final RemedyBySoftware<SmtpSoftware> REJECT_UNKNOWN =
      new RemedyBySoftware<>(
          ID + ".do.know",
          Map.of(
              SmtpSoftware.POSTFIX,
              List.of(
                  shell("postconf local_recipient_maps relay_recipient_maps virtual_mailbox_maps")),
              SmtpSoftware.SENDMAIL,
              List.of(
                  shell(
                      """
                      grep -nE 'LUSER_RELAY|virtusertable|mailertable' /etc/mail/sendmail.mc
                      grep -n '^@' /etc/mail/virtusertable\
                      """))),
          Map.of(
              SmtpSoftware.POSTFIX,
              List.of(shell("postconf -e 'smtpd_reject_unlisted_recipient = yes'\npostfix reload")),
              SmtpSoftware.QMAIL,
              List.of(
                  configuration(
                      """
                      # the configuration file of spamdyke 5
                      reject-recipient=invalid
                      recipient-validation-command=/usr/local/bin/spamdyke-qrv\
                      """)),
              SmtpSoftware.EXIM,
              List.of(
                  configuration(
                      """
                      # in the ACL that acl_smtp_rcpt names, before strangers are accepted
                        require verify = recipient
                      # instead, where it passes mail on to another server
                        require verify = recipient/callout\
                      """)),
              SmtpSoftware.SENDMAIL,
              List.of(shell("makemap hash /etc/mail/virtusertable < /etc/mail/virtusertable")),
              SmtpSoftware.OPENSMTPD,
              List.of(
                  configuration(
                      """
                      # smtpd.conf, where it passes mail on to another server
                      table mailboxes file:/etc/mail/mailboxes
                      match from any for domain "example.com" rcpt-to <mailboxes> action "inside\"\
                      """),
                  shell("smtpd -n"))));

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.SERVERS).revision(2);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return SmtpServers.judge(ID, snapshot, RejectsUnknownRecipients::judge);
  }

  private static Finding judge(MailServerContext mail) {
    List<CommandReply> asked =
        mail.dialogue().commands().stream().filter(a -> a.command().startsWith("RCPT ")).toList();
    MailServerNames names =
        MailServerNames.of(mail.snapshot(), mail.sender().address(), mail.dialogue());
    return asked.isEmpty() ? notAsked(mail, names) : judge(mail, names, asked);
  }

  /** The probe asks only a server that is an MX host of a mail domain of the account. */
  private static Finding notAsked(MailServerContext mail, MailServerNames names) {
    FindingBuilder finding = mail.finding(SmtpServers.transcriptLines(mail.server()));
    boolean takesMail = !names.mxHosts().isEmpty();
    if (!takesMail && names.failedLookup() == null) {
      return finding.notApplicable("na");
    }
    Reason notAsked = Reason.of(ReasonKind.NOT_ASKED, mail.hostAndPort() + " RCPT", "");
    return finding.unknown(
        takesMail ? notAsked : Objects.requireNonNull(names.failedLookup()), "unknown");
  }

  /** One domain that takes all mail decides, because its mail is bounced whatever others do. */
  private static Finding judge(
      MailServerContext mail, MailServerNames names, List<CommandReply> asked) {
    FindingBuilder finding =
        mail.finding(asked.stream().map(RejectsUnknownRecipients::replyText).toList());
    List<String> accepting =
        asked.stream()
            .filter(a -> a.reply() != null && a.reply().code() / 100 == 2)
            .map(RejectsUnknownRecipients::domain)
            .toList();
    if (!accepting.isEmpty()) {
      return finding
          .warn("warn", String.join(", ", accepting))
          .withRemedy(
              Remedy.NONE
                  .looking(Text.of(ID + ".do.catch-all"))
                  .then(REJECT_UNKNOWN.forSoftware(mail.software())));
    }
    Optional<CommandReply> inconclusive = asked.stream().filter(a -> !isRefused(a)).findFirst();
    if (inconclusive.isPresent()) {
      return finding.unknown(
          Reason.of(ReasonKind.INCONCLUSIVE, mail.hostAndPort(), replyText(inconclusive.get())),
          "unknown");
    }
    List<String> askedDomains = asked.stream().map(a -> DnsLookup.canonical(domain(a))).toList();
    List<String> notAsked =
        names.domains().stream().filter(domain -> !askedDomains.contains(domain)).toList();
    if (!notAsked.isEmpty()) {
      String domains = String.join(", ", notAsked);
      return finding.unknown(
          Reason.of(ReasonKind.NOT_ASKED, mail.hostAndPort() + " RCPT", domains),
          "unknown.domain",
          domains);
    }
    return names.failedMxLookup() == null
        ? finding.pass("pass", String.join(", ", askedDomains))
        : finding.unknown(names.failedMxLookup(), "unknown");
  }

  private static boolean isRefused(CommandReply asked) {
    SmtpReply reply = asked.reply();
    return reply != null
        && reply.code() >= 500
        && !RelayRefusal.hasOtherCause(asked.command(), reply)
        && (BAD_MAILBOX_CODE.matcher(reply.text()).find()
            || UNKNOWN_MAILBOX.matcher(RelayRefusal.replyText(asked.command(), reply)).find());
  }

  /** The domain of the mailbox in {@code RCPT TO:<mailbox@domain>}. */
  private static String domain(CommandReply asked) {
    String command = asked.command();
    return command.substring(command.lastIndexOf('@') + 1).replace(">", "");
  }

  private static String replyText(CommandReply asked) {
    return asked.command()
        + ": "
        + (asked.reply() == null ? "no reply" : asked.reply().code() + " " + asked.reply().text());
  }
}
