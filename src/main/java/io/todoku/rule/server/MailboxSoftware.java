package io.todoku.rule.server;

import io.todoku.snapshot.MailboxServer.MailboxDialogue;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** POP3 and IMAP servers, with the typical greeting of each. */
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

  /** Null where the greeting identifies none. */
  static @Nullable MailboxSoftware identify(MailboxDialogue dialogue) {
    String greeting = dialogue.greeting();
    return greeting == null
        ? null
        : Arrays.stream(values())
            .filter(software -> software.greeting.matcher(greeting).find())
            .findFirst()
            .orElse(null);
  }

  @Override
  public String toString() {
    return product;
  }
}
