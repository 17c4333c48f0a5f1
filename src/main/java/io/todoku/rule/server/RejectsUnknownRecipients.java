package io.todoku.rule.server;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.rule.server.Fingerprint.SmtpSoftware;
import io.todoku.snapshot.MailServer.CommandReply;
import io.todoku.snapshot.MailServer.SmtpReply;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A mail server refuses mail for mailboxes that nobody has while the sender still listens. */
@Component
class RejectsUnknownRecipients implements Rule {

  static final String ID = "rejects-unknown-recipients";

  /** Enhanced codes of bad mailboxes (RFC 3463 section 3.2, RFC 7505). */
  private static final Pattern BAD_MAILBOX_CODE =
      Pattern.compile("(?<![.\\d])5\\.1\\.(1|6|10)(?![.\\d])");

  private static final String MAILBOX_WORDS = "(user|mailbox|recipient|address|account)";

  /** Words for a mailbox that nobody has. */
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
                  """
                  postconf local_recipient_maps relay_recipient_maps virtual_mailbox_maps
                  postconf -e 'smtpd_reject_unlisted_recipient = yes'
                  postfix reload\
                  """),
              SmtpSoftware.QMAIL,
              List.of(
                  """
                  # the configuration file of spamdyke 5
                  reject-recipient=invalid
                  recipient-validation-command=/usr/local/bin/spamdyke-qrv\
                  """),
              SmtpSoftware.EXIM,
              List.of(
                  """
                  # in the ACL that acl_smtp_rcpt names, before strangers are accepted
                    require verify = recipient
                  # instead, where it passes mail on to another server
                    require verify = recipient/callout\
                  """),
              SmtpSoftware.SENDMAIL,
              List.of(
                  """
                  grep -nE 'LUSER_RELAY|virtusertable|mailertable' /etc/mail/sendmail.mc
                  grep -n '^@' /etc/mail/virtusertable\
                  """,
                  "makemap hash /etc/mail/virtusertable < /etc/mail/virtusertable"),
              SmtpSoftware.OPENSMTPD,
              List.of(
                  """
                  # smtpd.conf, where it passes mail on to another server
                  table mailboxes file:/etc/mail/mailboxes
                  match from any for domain "example.com" rcpt-to <mailboxes> action "inside\"\
                  """,
                  "smtpd -n")),
          SmtpSoftware.POSTFIX);

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.SERVERS);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return SmtpServers.judge(ID, snapshot, RejectsUnknownRecipients::judge);
  }

  private static Finding judge(MailServerContext mail) {
    return mail.dialogue().commands().stream()
        .filter(a -> a.command().startsWith("RCPT "))
        .findFirst()
        .map(asked -> judge(mail, asked))
        .orElseGet(() -> notAsked(mail));
  }

  /** Only a server that takes the mail of a domain of the account has mailboxes to be asked for. */
  private static Finding notAsked(MailServerContext mail) {
    MailServerNames names =
        MailServerNames.of(mail.snapshot(), mail.sender().address(), mail.dialogue());
    boolean takesMail = !names.mxHosts().isEmpty();
    if (!takesMail && names.failedLookup() == null) {
      return finding(mail, null, Verdict.NOT_APPLICABLE, "na", null);
    }
    Reason notAsked = Reason.of(Cause.NOT_ASKED, mail.hostAndPort() + " RCPT", "");
    return finding(
        mail, null, Verdict.UNKNOWN, "unknown", takesMail ? notAsked : names.failedLookup());
  }

  private static Finding judge(MailServerContext mail, CommandReply asked) {
    SmtpReply reply = asked.reply();
    if (reply != null && reply.code() / 100 == 2) {
      return finding(mail, asked, Verdict.WARN, "warn", null);
    }
    boolean refused =
        reply != null
            && reply.code() >= 500
            && !RelayRefusal.hasOtherCause(asked.command(), reply)
            && (BAD_MAILBOX_CODE.matcher(reply.text()).find()
                || UNKNOWN_MAILBOX.matcher(RelayRefusal.replyText(asked.command(), reply)).find());
    return refused
        ? finding(mail, asked, Verdict.PASS, "pass", null)
        : finding(
            mail,
            asked,
            Verdict.UNKNOWN,
            "unknown",
            Reason.of(Cause.INCONCLUSIVE, mail.hostAndPort(), replyText(asked)));
  }

  private static String replyText(CommandReply asked) {
    return asked.command()
        + ": "
        + (asked.reply() == null ? "no reply" : asked.reply().code() + " " + asked.reply().text());
  }

  /**
   * @param asked null where nothing was
   */
  private static Finding finding(
      MailServerContext mail,
      @Nullable CommandReply asked,
      Verdict verdict,
      String key,
      @Nullable Reason reason) {
    Remedy remedy =
        verdict == Verdict.WARN
            ? REJECT_UNKNOWN
                .forSoftware(mail.software())
                .then(Remedy.of(Text.of(ID + ".do.catch-all")))
            : Remedy.NONE;
    return mail.finding(
        verdict,
        key,
        reason,
        asked == null ? SmtpServers.transcriptLines(mail.server()) : List.of(replyText(asked)),
        remedy);
  }
}
