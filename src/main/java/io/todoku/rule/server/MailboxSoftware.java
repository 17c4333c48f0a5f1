package io.todoku.rule.server;

import io.todoku.snapshot.MailboxServer.MailboxDialogue;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Servers for fetching mail, by the greeting of each. */
enum MailboxSoftware {
  DOVECOT("Dovecot", "Dovecot"),
  COURIER("Courier", "Courier-IMAP|^\\+OK Hello there\\."),
  CYRUS("Cyrus", "Cyrus (IMAP|POP3)"),
  QMAIL("qmail-pop3d", "^\\+OK <\\d+\\.\\d+@[^<>\\s]*>\\s*$");

  private final String product;
  private final Pattern greeting;

  MailboxSoftware(String product, String greeting) {
    this.product = product;
    this.greeting = Pattern.compile(greeting);
  }

  /** Null where the greeting does not tell. */
  static @Nullable MailboxSoftware identify(MailboxDialogue dialogue) {
    String said = dialogue.greeting();
    return said == null
        ? null
        : Arrays.stream(values())
            .filter(software -> software.greeting.matcher(said).find())
            .findFirst()
            .orElse(null);
  }

  @Override
  public String toString() {
    return product;
  }
}
