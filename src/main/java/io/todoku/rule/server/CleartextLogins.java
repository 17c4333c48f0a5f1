package io.todoku.rule.server;

import io.todoku.snapshot.MailboxServer.MailboxDialogue;
import io.todoku.snapshot.MailboxServer.MailboxEnding;
import io.todoku.snapshot.MailboxServer.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The ways to log in that a POP3 or IMAP server offers before TLS. */
final class CleartextLogins {

  /** The timestamp in a greeting that offers APOP (RFC 1939 section 7). */
  private static final Pattern APOP_TIMESTAMP = Pattern.compile("<[^<>\\s]+@[^<>\\s]*>");

  private final Protocol protocol;
  private final String greeting;
  private final List<String> capabilities;

  /** Whether the capabilities are the answer to the question for them. */
  private final boolean answered;

  CleartextLogins(Protocol protocol, MailboxDialogue dialogue) {
    this.protocol = protocol;
    this.greeting = dialogue.greeting() == null ? "" : dialogue.greeting();
    List<String> announced = dialogue.capabilities();
    this.answered = announced != null && dialogue.ending() == MailboxEnding.COMPLETE;
    this.capabilities =
        answered && announced != null
            ? announced.stream().map(line -> line.strip().toUpperCase(Locale.ROOT)).toList()
            : List.of();
  }

  /** The ways to log in, as the protocol names them. */
  List<String> offered() {
    return switch (protocol) {
      case POP3 -> pop3Logins();
      case IMAP -> imapLogins();
    };
  }

  /**
   * Whether the server announces that it refuses all logins: IMAP with {@code LOGINDISABLED}, POP3
   * by offering {@code STLS} and no way to log in (RFC 2595 sections 3.2 and 4).
   */
  boolean areRefused() {
    return answered
        && offered().isEmpty()
        && capabilities.contains(
            switch (protocol) {
              case POP3 -> "STLS";
              case IMAP -> "LOGINDISABLED";
            });
  }

  private List<String> pop3Logins() {
    List<String> ways = new ArrayList<>();
    if (APOP_TIMESTAMP.matcher(greeting).find()) {
      ways.add("APOP");
    }
    capabilities.stream()
        .map(line -> line.split("\\s+"))
        .flatMap(words ->
            switch (words[0]) {
              case "USER" -> Stream.of("USER");
              case "SASL" -> Arrays.stream(words).skip(1).map(mechanism -> "SASL " + mechanism);
              default -> Stream.of();
            })
        .distinct()
        .forEach(ways::add);
    return List.copyOf(ways);
  }

  private List<String> imapLogins() {
    List<String> ways = new ArrayList<>();
    if (greeting.regionMatches(true, 0, "* PREAUTH", 0, 9)) {
      ways.add("PREAUTH");
    }
    if (answered && !capabilities.contains("LOGINDISABLED")) {
      ways.add("LOGIN");
    }
    capabilities.stream().filter(word -> word.startsWith("AUTH=")).distinct().forEach(ways::add);
    return List.copyOf(ways);
  }
}
