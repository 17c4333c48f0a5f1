package io.todoku.rule.server;

import io.todoku.snapshot.Mailbox.Dialogue;
import io.todoku.snapshot.Mailbox.Ending;
import io.todoku.snapshot.Mailbox.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a server for fetching mail announces before TLS of logging in. */
final class LoginsInTheClear {

  /** By which a greeting offers APOP (RFC 1939 section 7). */
  private static final Pattern TIMESTAMP = Pattern.compile("<[^<>\\s]+@[^<>\\s]*>");

  private final Protocol protocol;
  private final String greeting;
  private final List<String> capabilities;

  /** Out of step, what was said belongs to no question. */
  private final boolean answered;

  LoginsInTheClear(Protocol protocol, Dialogue dialogue) {
    this.protocol = protocol;
    this.greeting = dialogue.greeting() == null ? "" : dialogue.greeting();
    List<String> told = dialogue.capabilities();
    this.answered = told != null && dialogue.ending() == Ending.COMPLETE;
    this.capabilities =
        answered && told != null
            ? told.stream().map(word -> word.strip().toUpperCase(Locale.ROOT)).toList()
            : List.of();
  }

  /** The ways to log in that are offered, in the protocol's words. */
  List<String> offered() {
    return switch (protocol) {
      case POP3 -> ofPop3();
      case IMAP -> ofImap();
    };
  }

  /**
   * Whether the server says that none will be taken: IMAP has a word for that; POP3 leaves its ways
   * out and names the one to TLS (RFC 2595 sections 3.2 and 4).
   */
  boolean refused() {
    return answered
        && offered().isEmpty()
        && capabilities.contains(
            switch (protocol) {
              case POP3 -> "STLS";
              case IMAP -> "LOGINDISABLED";
            });
  }

  private List<String> ofPop3() {
    List<String> ways = new ArrayList<>();
    if (TIMESTAMP.matcher(greeting).find()) {
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

  private List<String> ofImap() {
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
