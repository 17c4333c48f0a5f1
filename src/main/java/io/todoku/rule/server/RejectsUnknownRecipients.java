package io.todoku.rule.server;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.rule.server.Fingerprint.Software;
import io.todoku.snapshot.MailServer.Asked;
import io.todoku.snapshot.MailServer.Reply;
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
  private static final Pattern BAD_MAILBOX =
      Pattern.compile("(?<![.\\d])5\\.1\\.(1|6|10)(?![.\\d])");

  private static final String BOX = "(user|mailbox|recipient|address|account)";

  /** Words for a mailbox that nobody has. */
  private static final Pattern NOBODY =
      Pattern.compile(
          BOX
              + "\\W+((is|was) )?(unknown|not found|unavailable)"
              + "|(unknown|invalid|no such) (local )?"
              + BOX
              + "|"
              + BOX
              + " (does(n't| not) exist|could not be found)"
              + "|no (such )?mailbox|unrouteable address|recipient table");

  private static final Advice<Software> KNOW =
      new Advice<>(
          ID + ".do.know",
          Map.of(
              Software.POSTFIX,
              List.of(
                  """
                  postconf local_recipient_maps relay_recipient_maps virtual_mailbox_maps
                  postconf -e 'smtpd_reject_unlisted_recipient = yes'
                  postfix reload\
                  """),
              Software.QMAIL,
              List.of(
                  """
                  # the configuration file of spamdyke 5
                  reject-recipient=invalid
                  recipient-validation-command=/usr/local/bin/spamdyke-qrv\
                  """),
              Software.EXIM,
              List.of(
                  """
                  # in the ACL that acl_smtp_rcpt names, before strangers are accepted
                    require verify = recipient
                  # instead, where it passes mail on to another server
                    require verify = recipient/callout\
                  """),
              Software.SENDMAIL,
              List.of(
                  """
                  grep -nE 'LUSER_RELAY|virtusertable|mailertable' /etc/mail/sendmail.mc
                  grep -n '^@' /etc/mail/virtusertable\
                  """,
                  "makemap hash /etc/mail/virtusertable < /etc/mail/virtusertable"),
              Software.OPENSMTPD,
              List.of(
                  """
                  # smtpd.conf, where it passes mail on to another server
                  table mailboxes file:/etc/mail/mailboxes
                  match from any for domain "example.com" rcpt-to <mailboxes> action "inside\"\
                  """,
                  "smtpd -n")),
          Software.POSTFIX);

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.SERVERS);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Answering.judge(ID, snapshot, RejectsUnknownRecipients::judge);
  }

  private static Finding judge(ServerCase mail) {
    return mail.dialogue().commands().stream()
        .filter(a -> a.command().startsWith("RCPT "))
        .findFirst()
        .map(asked -> judge(mail, asked))
        .orElseGet(() -> notAsked(mail));
  }

  /** Only a server that takes the mail of a domain of the account has mailboxes to be asked for. */
  private static Finding notAsked(ServerCase mail) {
    HostNames names = HostNames.of(mail.snapshot(), mail.sender().address(), mail.dialogue());
    boolean takesMail = !names.exchanges().isEmpty();
    if (!takesMail && names.unseen() == null) {
      return finding(mail, null, Verdict.NOT_APPLICABLE, "na", null);
    }
    Reason notAsked = Reason.of(Cause.NOT_ASKED, mail.source() + " RCPT", "");
    return finding(mail, null, Verdict.UNKNOWN, "unknown", takesMail ? notAsked : names.unseen());
  }

  private static Finding judge(ServerCase mail, Asked asked) {
    Reply reply = asked.reply();
    if (reply != null && reply.code() / 100 == 2) {
      return finding(mail, asked, Verdict.WARN, "warn", null);
    }
    boolean refused =
        reply != null
            && reply.code() >= 500
            && !RelayRefusal.isForAnotherCause(asked.command(), reply)
            && (BAD_MAILBOX.matcher(reply.text()).find()
                || NOBODY.matcher(RelayRefusal.words(asked.command(), reply)).find());
    return refused
        ? finding(mail, asked, Verdict.PASS, "pass", null)
        : finding(
            mail,
            asked,
            Verdict.UNKNOWN,
            "unknown",
            Reason.of(Cause.INCONCLUSIVE, mail.source(), words(asked)));
  }

  private static String words(Asked asked) {
    return asked.command()
        + ": "
        + (asked.reply() == null ? "no reply" : asked.reply().code() + " " + asked.reply().text());
  }

  /**
   * @param asked null where nothing was
   */
  private static Finding finding(
      ServerCase mail,
      @Nullable Asked asked,
      Verdict verdict,
      String key,
      @Nullable Reason reason) {
    Remedy remedy =
        verdict == Verdict.WARN
            ? KNOW.of(mail.software()).then(Remedy.of(Text.of(ID + ".do.catch-all")))
            : Remedy.NONE;
    return mail.finding(
        verdict,
        key,
        reason,
        asked == null ? Answering.lines(mail.server()) : List.of(words(asked)),
        remedy);
  }
}
