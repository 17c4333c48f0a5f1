package io.todoku.rule.server;

import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpReply;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells a refusal because the server does not relay from one for another cause. The enhanced codes
 * 5.7.1 and 5.7.64 (RFC 3463) are given for relaying, and for much else: the words decide.
 */
final class RelayRefusal {

  private static final String REFUSED_WORDS =
      "(denied|not (permitted|allowed|authori[sz]ed)|prohibited|disabled|refused|rejected)";
  private static final String NOT_LOCAL_WORDS = "not (local|accepted|hosted|served|handled)";

  /** A bare "relay" that is refused may be whoever sends: "your relay is not authorized". */
  private static final Pattern FOR_RELAYING =
      Pattern.compile(
          "(relaying( of mail| mail| through this server)?|relay access)( is| are)? "
              + REFUSED_WORDS
              + "|(?<!your |this |sending |from )relay "
              + REFUSED_WORDS
              + "|(unable|not able|not allowed|not permitted|not authori[sz]ed|refuse[sd]?) to"
              + " relay|(do|does|will|can|could|may|must) ?not (\\w+ )?relay|(don't|won't|can't)"
              + " relay|\\bno relay(ing)?\\b|rcpthosts|authentication (is )?required|requires"
              + " authentication|must (first )?authenticate|without authentication|no such domain"
              + " here|not (our|a local) domain|not a gateway|(?<!your |from )domain (is )?"
              + NOT_LOCAL_WORDS
              + "|not (accept|deliver) mail for( (that|this) (domain|host|recipient)| ?[^\\w\\s]|"
              + " ?$)|delivery is not allowed to this address");

  /**
   * Refusals to relay in words that else speak of another cause: Sendmail adds what it could not
   * find out of the client, Domino calls it a policy.
   */
  private static final Pattern RELAYING_DESPITE_OTHER_CAUSE =
      Pattern.compile(
          "^\\W*relaying denied\\. ip name (lookup failed|possibly forged)"
              + "|^\\W*relay rejected for policy reasons\\W*$");

  private static final Pattern FOR_ROUTING =
      Pattern.compile(
          "source.?rout|syntax|bad .*address|domain literal|malformed|illegal|invalid address");
  private static final Pattern UNKNOWN_MAILBOX =
      Pattern.compile(
          "(user|mailbox|recipient|account)s? (is |was )?(unknown|not found|unavailable|disabled)"
              + "|(unknown|no such|invalid) (user|mailbox|recipient|account)|recipient table"
              + "|quota|mailbox full");

  /** What is refused, or why, other than that the recipient is a stranger's. */
  private static final Pattern OTHER_CAUSE =
      Pattern.compile(
          "open relay|listed|black|\\brbl|dnsbl|sender|unauthenticated|policy|maintenance|block|spam|reputation|score|banned|suspend|\\brate\\b|limit|exceed|too"
              + " many|at this time|helo|ehlo|gr[ae]y-?list|client host|host"
              + " ?name|prox(y|ies)|country|dynamic|\\btls\\b|verif|reverse|\\bptr\\b|\\bip\\b|domain"
              + " not found|lookup failed|\\bdns|\\bspf\\b|\\bdkim\\b|\\bdmarc\\b");

  /** What of the sender failed: SPF, DKIM, the PTR (RFC 7372). */
  private static final Pattern OTHER_CODE = Pattern.compile("\\b5\\.7\\.2\\d\\b");

  /** RFC 5321 section 4.2.2: syntax error in parameters or arguments. */
  private static final int BAD_PARAMETERS = 501;

  private static final int USER_NOT_LOCAL = 551;
  private static final int MAX_TEXT = 2000;

  private RelayRefusal() {}

  /** Whether this form was refused with 5xx, at RCPT, because the server does not relay. */
  static boolean refusesRelaying(RelayAttempt attempt) {
    SmtpReply reply = attempt.rcptReply();
    if (reply == null || reply.code() < 500) {
      return false;
    }
    String words = replyText(attempt, reply);
    if (hasOtherCause(reply, words)) {
      return false;
    }
    return switch (attempt.form()) {
      case PLAIN -> isAboutRelaying(reply, words);
      case ROUTED ->
          isAboutRelaying(reply, words)
              || reply.code() == BAD_PARAMETERS
              || FOR_ROUTING.matcher(words).find();
      case ODD_LOCAL_PART -> true; // an unknown mailbox of the server's own is refused as well
    };
  }

  /** Whether the refusal is of whoever asks, or for another cause than the recipient. */
  static boolean hasOtherCause(String command, SmtpReply reply) {
    return hasOtherCause(reply, replyText(command, reply));
  }

  private static boolean hasOtherCause(SmtpReply reply, String words) {
    return OTHER_CODE.matcher(reply.text()).find()
        || (OTHER_CAUSE.matcher(words).find()
            && !RELAYING_DESPITE_OTHER_CAUSE.matcher(words).find());
  }

  /**
   * Whether OpenSMTPD refused this form: it says of a recipient that no rule of it takes what it
   * says of a mailbox that nobody has, and the recipient of the test is a stranger's.
   */
  static boolean isOpenSmtpdRefusal(SmtpDialogue dialogue, RelayAttempt attempt) {
    SmtpReply reply = attempt.rcptReply();
    return reply != null
        && reply.code() == 550
        && reply.text().startsWith("Invalid recipient: <")
        && Fingerprint.of(dialogue)
            .filter(print -> print.software() == Fingerprint.SmtpSoftware.OPENSMTPD)
            .filter(print -> print.signals().size() > Fingerprint.MIN_SIGNALS)
            .isPresent();
  }

  /** Whether the server would relay but for now: some refuse strangers with 4xx. */
  static boolean isTemporary(RelayAttempt attempt) {
    SmtpReply reply = attempt.rcptReply();
    return reply != null
        && reply.code() / 100 == 4
        && FOR_RELAYING.matcher(replyText(attempt, reply)).find();
  }

  /** 551 says that the user is not local, and that the mail is not forwarded (RFC 5321 3.4). */
  private static boolean isAboutRelaying(SmtpReply reply, String words) {
    return RELAYING_DESPITE_OTHER_CAUSE.matcher(words).find()
        || (reply.code() == USER_NOT_LOCAL && words.matches("(?s).*(local|forward|relay).*"))
        || (FOR_RELAYING.matcher(words).find() && !UNKNOWN_MAILBOX.matcher(words).find());
  }

  private static String replyText(RelayAttempt attempt, SmtpReply reply) {
    return withoutNames(List.of(attempt.to(), attempt.from()), boundedText(reply));
  }

  /** Of the reply to this command, without what names hosts, addresses and codes. */
  static String replyText(String command, SmtpReply reply) {
    String to = command.replaceFirst("^[^<]*<", "").replaceFirst(">.*$", "");
    return withoutNames(List.of(to), boundedText(reply));
  }

  private static String boundedText(SmtpReply reply) {
    String text = reply.text();
    String head = text.substring(0, Math.min(text.length(), MAX_TEXT)); // it may come from a file
    return head.toLowerCase(Locale.ROOT);
  }

  /**
   * Servers repeat addresses and name hosts, and one such as {@code relay-test@…} or {@code
   * smtp-relay.example.com} is no word about relaying.
   */
  private static String withoutNames(List<String> addresses, String words) {
    String rest = words.replaceAll("<[^>]*>", " ");
    for (String address : addresses) {
      String known = address.toLowerCase(Locale.ROOT);
      rest = known.isEmpty() ? rest : rest.replace(known, " ");
    }
    return rest.replaceAll("\\S+@\\S+|[\\w-]+(\\.[\\w-]+)+", " ").replaceAll("\\s+", " ");
  }

  static String replyText(RelayAttempt attempt) {
    SmtpReply reply = attempt.rcptReply() == null ? attempt.mailReply() : attempt.rcptReply();
    String to = "<" + attempt.from() + "> → <" + attempt.to() + ">: ";
    return reply == null ? to + "no reply" : to + reply.code() + " " + reply.text();
  }
}
