package io.todoku.rule.server;

import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.Reply;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells a refusal because the server does not relay from one for another cause. The enhanced codes
 * 5.7.1 and 5.7.64 (RFC 3463) are given for relaying, and for much else: the words decide.
 */
final class RelayRefusal {

  private static final Pattern FOR_RELAYING =
      Pattern.compile(
          "relay|not local|rcpthosts|not authori[sz]ed|authenticat|no such domain here"
              + "|unrouteable|gateway|we do not accept mail for|not our domain"
              + "|not permitted to send|source.?rout|bad recipient address|bad address syntax"
              + "|syntax|invalid recipient|user unknown|unknown user|recipient rejected"
              + "|mailbox unavailable|no such user|does not exist");
  private static final Pattern OTHER_CAUSE =
      Pattern.compile(
          "block|blacklist|spam|dnsbl|reputation|banned|rate|too many|sender (address )?rejected"
              + "|helo|greylist|client host|reverse|ptr|domain not found|dns");

  private RelayRefusal() {}

  /** Whether this form was refused with 5xx, at RCPT, because the server does not relay. */
  static boolean is(RelayAttempt attempt) {
    Reply reply = attempt.rcptReply();
    if (reply == null || reply.code() < 500) {
      return false;
    }
    String words = reply.text().toLowerCase(Locale.ROOT);
    return FOR_RELAYING.matcher(words).find() && !OTHER_CAUSE.matcher(words).find();
  }

  static String words(RelayAttempt attempt) {
    Reply reply = attempt.rcptReply() == null ? attempt.mailReply() : attempt.rcptReply();
    String to = "<" + attempt.from() + "> → <" + attempt.to() + ">: ";
    return reply == null ? to + "no reply" : to + reply.code() + " " + reply.text();
  }
}
