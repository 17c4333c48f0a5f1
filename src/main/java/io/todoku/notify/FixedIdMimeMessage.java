package io.todoku.notify;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.UUID;

/** A message whose Message-ID is ours, because JavaMail replaces it when sending. */
final class FixedIdMimeMessage extends MimeMessage {

  private final UUID id;
  private final String from;

  FixedIdMimeMessage(MimeMessage blank, UUID id, String from) throws MessagingException {
    super(blank.getSession());
    this.id = id;
    this.from = from;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    String domain = from.substring(from.lastIndexOf('@') + 1).replaceAll("[^A-Za-z0-9.-]", "");
    setHeader("Message-ID", "<" + id + "@" + domain + ">");
  }
}
