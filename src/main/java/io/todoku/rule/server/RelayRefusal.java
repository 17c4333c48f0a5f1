package io.todoku.rule.server;

import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.Reply;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells a refusal because the server does not relay from one for another cause. The enhanced codes
 * 5.7.1 and 5.7.64 (RFC 3463) are given for relaying, and for much else: the words decide.
 */
final class RelayRefusal {

  private static final Pattern FOR_RELAYING =
      Pattern.compile(
          "relay|rcpthosts|authentication (is )?required|must (first )?(be )?authenticate"
              + "|without authentication|smtp authentication|not local|no such domain here"
              + "|not our domain|we do not accept mail for|cannot deliver mail for");
  private static final Pattern FOR_ROUTING = Pattern.compile("source.?rout|syntax|bad .*address");
  private static final Pattern OTHER_CAUSE =
      Pattern.compile(
          "block|blacklist|spam|dnsbl|reputation|banned|\\brate\\b|too many"
              + "|sender (address )?rejected|helo|gr[ae]y-?list|client host|reverse|\\bptr\\b"
              + "|domain not found|lookup failed|\\bdns|\\bspf\\b|\\bdkim\\b|\\bdmarc\\b");

  private RelayRefusal() {}

  /** Whether this form was refused with 5xx, at RCPT, because the server does not relay. */
  static boolean is(RelayAttempt attempt) {
    Reply reply = attempt.rcptReply();
    if (reply == null || reply.code() < 500) {
      return false;
    }
    String words = withoutAddresses(attempt, reply.text().toLowerCase(Locale.ROOT));
    if (OTHER_CAUSE.matcher(words).find()) {
      return false;
    }
    return switch (attempt.form()) {
      case PLAIN -> FOR_RELAYING.matcher(words).find();
      case ROUTED -> FOR_RELAYING.matcher(words).find() || FOR_ROUTING.matcher(words).find();
      case ODD_LOCAL_PART -> true; // an unknown mailbox of the server's own is refused as well
    };
  }

  /**
   * Servers repeat the addresses, and one such as {@code relay-test@…} is no word about relaying.
   */
  private static String withoutAddresses(RelayAttempt attempt, String words) {
    String rest = words.replaceAll("<[^>]*>", " ");
    for (String address : List.of(attempt.to(), attempt.from())) {
      String known = address.toLowerCase(Locale.ROOT);
      rest = known.isEmpty() ? rest : rest.replace(known, " ");
    }
    return rest.replaceAll("\\S+@\\S+", " ");
  }

  static String words(RelayAttempt attempt) {
    Reply reply = attempt.rcptReply() == null ? attempt.mailReply() : attempt.rcptReply();
    String to = "<" + attempt.from() + "> → <" + attempt.to() + ">: ";
    return reply == null ? to + "no reply" : to + reply.code() + " " + reply.text();
  }
}
