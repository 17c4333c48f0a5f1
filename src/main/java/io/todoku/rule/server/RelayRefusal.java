package io.todoku.rule.server;

import io.todoku.rule.Fingerprint;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpReply;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Distinguishes refusals because the server does not relay from refusals for another cause. The
 * enhanced codes 5.7.1 and 5.7.64 (RFC 3463) are used for both, so the text of the reply decides.
 */
final class RelayRefusal {

  private static final String REFUSED_WORDS =
      "(denied|not (permitted|allowed|authori[sz]ed)|prohibited|forbidden|disabled|refused"
          + "|rejected|disallowed)";
  private static final String NOT_LOCAL_WORDS = "not (local|accepted|hosted|served|handled)";

  /** The word "relay" alone may mean the sending host: "your relay is not authorized". */
  private static final Pattern FOR_RELAYING =
      Pattern.compile(
          "(relaying\\)?( of mail| mail| through this server)?|relay access|relay of mail)( is|"
              + " are)? "
              + REFUSED_WORDS
              + "|(?<!your |this |sending |from )relay "
              + REFUSED_WORDS
              + "|(unable|not able|not allowed|not permitted|not authori[sz]ed|refuse[sd]?) to"
              + " relay|(do|does|will|can|could|may|must) ?not (\\w+ )?relay|(don't|won't|can't)"
              + " relay|\\bno relay(ing)?\\b|rcpthosts|authentication (is )?required|requires"
              + " authentication|must (first )?authenticate|without authentication|no such domain"
              + " here|not (our|a local) domain|not a gateway|(?<!your |from )domain (is )?"
              + NOT_LOCAL_WORDS
              + "|not configured to relay"
              + "|(not|n't) (allowed to )?be relayed|relaying (mail )?to (\\w+ )?\\W*(is |are )?"
              + REFUSED_WORDS
              + "|must be authenticated|(isn't|not|is not) in (my|our) list of allowed|allowed"
              + " recipient hosts|(must|please|first) (log|sign) ?(in|on)|login (is"
              + " )?required|auth(entication)? (is )?(needed|necessary|required)|(smtp"
              + " )?authenticat(e|ion) (first|before)|(send|mail|relay) to (a |an"
              + " )?(non-?local|external|remote|foreign)|(recipient|domain) outside (of"
              + " )?(this|our)|(not|n't) (accept|deliver|handle) mail for( (that|this)"
              + " (domain|host|recipient)| ?[^\\w\\s]| ?$)|delivery is not allowed to this"
              + " address");

  /**
   * Refusals to relay whose texts would otherwise count as another cause: Sendmail adds that it
   * could not look up the client, Domino calls it a policy.
   */
  private static final Pattern RELAYING_DESPITE_OTHER_CAUSE =
      Pattern.compile(
          "^\\W*relaying denied\\. ip name (lookup failed|possibly forged)"
              + "|^\\W*relay rejected for policy reasons\\W*$"
              // MailEnable, which adds whom to ask to verify the domain
              + "|^\\W*this mail server requires authentication (when|before) (attempting to"
              + " send|sending) to a non-local e-?mail address");

  private static final Pattern POSTFIX_DEFERRAL =
      Pattern.compile("4\\.7\\.1 <.*>: (Recipient address rejected: )?Relay access denied\\.?");

  private static final Pattern FOR_ROUTING =
      Pattern.compile(
          "source.?rout|syntax|bad .*address|domain literal|malformed|illegal|invalid address");
  private static final Pattern UNKNOWN_MAILBOX =
      Pattern.compile(
          "(user|mailbox|recipient|account)s? (is |was )?(unknown|not found|unavailable|disabled)"
              + "|(unknown|no such|invalid) (user|mailbox|recipient|account)|recipient table"
              + "|quota|mailbox full");

  /** Texts of refusals for another cause than the recipient's domain. */
  private static final Pattern OTHER_CAUSE =
      Pattern.compile(
          "open relay|listed|black|\\brbl|dnsbl|sender|unauthenticated|policy|maintenance|block|spam|reputation|score|banned|suspend|\\brate\\b|limit|exceed|too"
              + " many|at this time|helo|ehlo|gr[ae]y-?list|client host|host"
              + " ?name|prox(y|ies)|country|dynamic|\\btls\\b|verif|reverse|\\bptr\\b|\\bip\\b|domain"
              + " not found|lookup failed|\\bdns|\\bspf\\b|\\bdkim\\b|\\bdmarc\\b");

  /** Enhanced codes for failed SPF, DKIM and PTR checks of the sender (RFC 7372). */
  private static final Pattern OTHER_CODE = Pattern.compile("\\b5\\.7\\.2\\d\\b");

  /** RFC 5321 section 4.2.2: syntax error in parameters or arguments. */
  private static final int BAD_PARAMETERS = 501;

  private static final int USER_NOT_LOCAL = 551;
  private static final int MAX_TEXT = 2000;

  private RelayRefusal() {}

  /** Whether the server refused this attempt at RCPT with 5xx because it does not relay. */
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
      case ODD_LOCAL_PART -> true; // the server may also refuse it as an unknown local mailbox
    };
  }

  /** Whether the reply refuses the client, or for another cause than the recipient. */
  static boolean hasOtherCause(String command, SmtpReply reply) {
    return hasOtherCause(reply, replyText(command, reply));
  }

  private static boolean hasOtherCause(SmtpReply reply, String words) {
    return OTHER_CODE.matcher(reply.text()).find()
        || (OTHER_CAUSE.matcher(words).find()
            && !RELAYING_DESPITE_OTHER_CAUSE.matcher(words).find());
  }

  /**
   * Whether OpenSMTPD refused this attempt. It has one reply for a recipient that none of its rules
   * accepts and for an unknown mailbox, and the recipient of the test is in another domain.
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

  /**
   * Whether Postfix refused this attempt with 454, its default for relaying, which it decides by
   * its own settings and would decide in the same way later.
   */
  static boolean isPostfixDeferral(SmtpDialogue dialogue, RelayAttempt attempt) {
    SmtpReply reply = attempt.rcptReply();
    return reply != null
        && reply.code() == 454
        && POSTFIX_DEFERRAL.matcher(reply.text()).matches()
        && Fingerprint.identify(dialogue) == Fingerprint.SmtpSoftware.POSTFIX;
  }

  /** Whether the server refused to relay with 4xx, as some do for strangers. */
  static boolean isTemporary(RelayAttempt attempt) {
    SmtpReply reply = attempt.rcptReply();
    return reply != null
        && reply.code() / 100 == 4
        && FOR_RELAYING.matcher(replyText(attempt, reply)).find();
  }

  /** Reply 551 means that the user is not local and the mail is not forwarded (RFC 5321 3.4). */
  private static boolean isAboutRelaying(SmtpReply reply, String words) {
    return RELAYING_DESPITE_OTHER_CAUSE.matcher(words).find()
        || (reply.code() == USER_NOT_LOCAL && words.matches("(?s).*(local|forward|relay).*"))
        || (FOR_RELAYING.matcher(words).find() && !UNKNOWN_MAILBOX.matcher(words).find());
  }

  private static String replyText(RelayAttempt attempt, SmtpReply reply) {
    return withoutNames(List.of(attempt.to(), attempt.from()), boundedText(reply));
  }

  /** The text of the reply to this command without the names of hosts, addresses and codes. */
  static String replyText(String command, SmtpReply reply) {
    String to = command.replaceFirst("^[^<]*<", "").replaceFirst(">.*$", "");
    return withoutNames(List.of(to), boundedText(reply));
  }

  private static String boundedText(SmtpReply reply) {
    String text = reply.text();
    String head =
        text.substring(0, Math.min(text.length(), MAX_TEXT)); // a file may hold a long one
    return head.toLowerCase(Locale.ROOT);
  }

  /**
   * Removes addresses and host names, because {@code relay-test@…} or {@code
   * smtp-relay.example.com} in a reply does not mean that the reply is about relaying.
   */
  private static String withoutNames(List<String> addresses, String words) {
    String rest = words.replaceAll("<[^>]*>", " ");
    for (String address : addresses) {
      String known = address.toLowerCase(Locale.ROOT);
      rest = known.isEmpty() ? rest : rest.replace(known, " ");
    }
    return rest.replaceAll("\\S+@\\S+|[\\w-]++(?:\\.[\\w-]++)++", " ").replaceAll("\\s+", " ");
  }

  static String replyText(RelayAttempt attempt) {
    SmtpReply reply = attempt.rcptReply() == null ? attempt.mailReply() : attempt.rcptReply();
    String to = "<" + attempt.from() + "> → <" + attempt.to() + ">: ";
    return reply == null ? to + "no reply" : to + reply.code() + " " + reply.text();
  }
}
