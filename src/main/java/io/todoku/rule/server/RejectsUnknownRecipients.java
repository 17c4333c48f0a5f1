package io.todoku.rule.server;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.Asked;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.MailServer.Reply;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A mail server refuses mail for mailboxes that nobody has while the sender still listens. */
@Component
class RejectsUnknownRecipients implements Rule {

  static final String ID = "rejects-unknown-recipients";

  /** Enhanced codes of bad mailboxes (RFC 3463 section 3.2), and words for them. */
  private static final Pattern NOBODY =
      Pattern.compile(
          "5\\.1\\.[016]|unknown|no such|not found|does(n't| not) exist"
              + "|no mailbox|mailbox unavailable|invalid (recipient|mailbox)|unrouteable");

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.SERVERS);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Answering.judge(
        ID, snapshot, (sender, server, dialogue) -> judge(snapshot, sender, server, dialogue));
  }

  private static Finding judge(
      Snapshot snapshot, Sender sender, MailServer server, Dialogue dialogue) {
    Optional<Asked> asked =
        dialogue.commands().stream().filter(a -> a.command().startsWith("RCPT ")).findFirst();
    if (asked.isEmpty()) {
      HostNames names = HostNames.of(snapshot, sender.address(), dialogue);
      Reason unseen = names.unseen();
      if (names.exchanges().isEmpty() && unseen == null) {
        return finding(sender, server, null, Verdict.NOT_APPLICABLE, "na", null);
      }
      Reason notAsked = Reason.of(Cause.NOT_ASKED, Answering.source(server) + " RCPT", "");
      return finding(
          sender,
          server,
          null,
          Verdict.UNKNOWN,
          "unknown",
          names.exchanges().isEmpty() ? unseen : notAsked);
    }
    Reply reply = asked.get().reply();
    if (reply != null && reply.code() / 100 == 2) {
      return finding(sender, server, asked.get(), Verdict.WARN, "warn", null);
    }
    boolean refused =
        reply != null
            && reply.code() >= 500
            && NOBODY.matcher(reply.text().toLowerCase(Locale.ROOT)).find();
    return refused
        ? finding(sender, server, asked.get(), Verdict.PASS, "pass", null)
        : finding(
            sender,
            server,
            asked.get(),
            Verdict.UNKNOWN,
            "unknown",
            Reason.of(Cause.INCONCLUSIVE, Answering.source(server), words(asked.get())));
  }

  private static String words(Asked asked) {
    return asked.command()
        + ": "
        + (asked.reply() == null ? "no reply" : asked.reply().code() + " " + asked.reply().text());
  }

  private static Finding finding(
      Sender sender,
      MailServer server,
      @Nullable Asked asked,
      Verdict verdict,
      String key,
      @Nullable Reason reason) {
    return new Finding(
        ID,
        sender.resource(),
        verdict,
        Text.of(ID + "." + key, sender.address()),
        reason,
        List.of(
            asked == null
                ? Answering.transcript(server)
                : Answering.said(server, List.of(words(asked)))),
        verdict == Verdict.WARN
            ? new Remedy(
                List.of(Text.of(ID + ".do.know"), Text.of(ID + ".do.forward")),
                List.of(
                    "postconf local_recipient_maps relay_recipient_maps virtual_mailbox_maps\n"
                        + "postconf -e 'smtpd_reject_unlisted_recipient = yes'\n"
                        + "postfix reload"))
            : Remedy.NONE);
  }
}
