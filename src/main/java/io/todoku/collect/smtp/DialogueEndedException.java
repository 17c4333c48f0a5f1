package io.todoku.collect.smtp;

import io.todoku.snapshot.MailServer.SmtpEnding;
import java.io.IOException;

/** Ends a dialogue with a mail server that cannot go on, with the reason. */
final class DialogueEndedException extends IOException {

  private static final long serialVersionUID = 1;

  private final SmtpEnding ending;

  DialogueEndedException(SmtpEnding ending) {
    super(ending.name());
    this.ending = ending;
  }

  SmtpEnding ending() {
    return ending;
  }
}
