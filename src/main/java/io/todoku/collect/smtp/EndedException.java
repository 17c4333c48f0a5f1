package io.todoku.collect.smtp;

import io.todoku.snapshot.MailServer.Ending;
import java.io.IOException;

/** The dialogue cannot go on, and why. */
final class EndedException extends IOException {

  private static final long serialVersionUID = 1;

  private final Ending ending;

  EndedException(Ending ending) {
    super(ending.name());
    this.ending = ending;
  }

  Ending ending() {
    return ending;
  }
}
