package io.todoku.rule;

import io.todoku.snapshot.MailServer.CommandReply;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The software that a mail server seems to be, by its replies.
 *
 * @param signals the typical texts that were found, each in another part of the dialogue
 * @param version from the greeting or the reply to HELP; null where neither has one
 */
public record Fingerprint(SmtpSoftware software, List<String> signals, @Nullable String version) {

  /** Signals needed to identify software, because any server may have one typical text. */
  public static final int MIN_SIGNALS = 2;

  /**
   * Mail servers, with typical texts of each in its greeting, in its replies to HELP, to VRFY or
   * EXPN, and to recipients that it refuses.
   */
  public enum SmtpSoftware {
    POSTFIX(
        "Postfix",
        "ESMTP Postfix(?:[ (]+([0-9]+\\.[0-9.]+))?",
        "5\\.5\\.[12] Error: command not",
        "2\\.0\\.0 postmaster",
        "Relay access denied"),
    EXIM(
        "Exim",
        "ESMTP Exim ?([0-9.]+)?",
        "Commands supported:",
        "Administrative prohibition|VRFY restricted",
        "relay not permitted"),
    SENDMAIL(
        "Sendmail",
        "Sendmail ?([0-9.]+)?",
        "This is sendmail(?: version ([0-9.]+))?",
        "2\\.5\\.2 Cannot VRFY|5\\.7\\.0 Sorry, we do not allow",
        "\\.\\.\\. Relaying denied"),
    QMAIL("qmail", "qmail", "qmail", "send some mail, i'll try my best", "allowed rcpthosts"),
    /** A mail server made from qmail, whose replies to HELP and VRFY hold those of Exchange. */
    INDIMAIL(
        "IndiMail",
        "ESMTP IndiMail(?: ([0-9]+\\.[0-9.]+))?",
        "This is IndiMail SMTP(?: Version ([0-9]+\\.[0-9.]+))?",
        "attempt delivery \\(#2\\.7\\.0\\)",
        "relayed thru this MTA|we don't relay \\(#5\\.7\\.1\\)"),
    OPENSMTPD(
        "OpenSMTPD",
        "ESMTP OpenSMTPD",
        "This is OpenSMTPD",
        "Invalid command: Command",
        "Invalid recipient"),
    EXCHANGE(
        "Microsoft Exchange",
        "Microsoft ESMTP MAIL Service(?:, Version: ([0-9.]+))?",
        "This server supports the following commands",
        "Cannot VRFY user",
        "Unable to relay|TenantAttribution");

    private final String product;
    private final Pattern greeting;
    private final Pattern help;
    private final Pattern verify;
    private final Pattern refusal;

    SmtpSoftware(String product, String greeting, String help, String verify, String refusal) {
      this.product = product;
      this.greeting = Pattern.compile(greeting);
      this.help = Pattern.compile(help);
      this.verify = Pattern.compile(verify);
      this.refusal = Pattern.compile(refusal);
    }

    @Override
    public String toString() {
      return product;
    }
  }

  /** The software with most signals in the dialogue; empty where no software has any. */
  public static Optional<Fingerprint> of(SmtpDialogue dialogue) {
    return Arrays.stream(SmtpSoftware.values())
        .map(software -> of(software, dialogue))
        .filter(found -> !found.signals().isEmpty())
        .max(Comparator.comparing(found -> found.signals().size()));
  }

  /**
   * The software with enough signals and more than any other; else null, because settings for the
   * wrong software would be worse than none.
   */
  public static @Nullable SmtpSoftware identify(SmtpDialogue dialogue) {
    List<Fingerprint> most =
        Arrays.stream(SmtpSoftware.values())
            .map(software -> of(software, dialogue))
            .filter(found -> found.signals().size() >= MIN_SIGNALS)
            .sorted(Comparator.comparing((Fingerprint found) -> found.signals().size()).reversed())
            .toList();
    boolean tied = most.size() > 1 && most.get(0).signals().size() == most.get(1).signals().size();
    return most.isEmpty() || tied ? null : most.getFirst().software();
  }

  private static Fingerprint of(SmtpSoftware software, SmtpDialogue dialogue) {
    List<Matcher> found = new ArrayList<>();
    firstMatch(software.greeting, Stream.ofNullable(dialogue.greeting())).ifPresent(found::add);
    firstMatch(software.help, replies(dialogue, "HELP")).ifPresent(found::add);
    firstMatch(software.verify, Stream.concat(replies(dialogue, "VRFY"), replies(dialogue, "EXPN")))
        .ifPresent(found::add);
    firstMatch(software.refusal, refusals(dialogue)).ifPresent(found::add);
    return new Fingerprint(
        software,
        found.stream().map(Matcher::group).toList(),
        found.stream()
            .filter(m -> m.groupCount() > 0)
            .map(m -> m.group(1))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null));
  }

  private static Optional<Matcher> firstMatch(Pattern pattern, Stream<String> texts) {
    return texts.map(pattern::matcher).filter(Matcher::find).findFirst();
  }

  private static Stream<String> replies(SmtpDialogue dialogue, String command) {
    return dialogue.commands().stream()
        .filter(a -> a.command().startsWith(command))
        .map(CommandReply::reply)
        .filter(Objects::nonNull)
        .map(reply -> reply.text());
  }

  private static Stream<String> refusals(SmtpDialogue dialogue) {
    return dialogue.attempts().stream()
        .map(RelayAttempt::rcptReply)
        .filter(Objects::nonNull)
        .filter(reply -> reply.code() >= 400)
        .map(reply -> reply.text());
  }
}
