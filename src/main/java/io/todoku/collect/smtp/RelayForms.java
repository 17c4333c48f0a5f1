package io.todoku.collect.smtp;

import io.todoku.snapshot.MailServer.RecipientForm;
import java.util.ArrayList;
import java.util.List;

/**
 * The ways in which a server is asked to carry mail from a stranger to a third party, those of one
 * sender together. The odd local parts are those that old servers rewrote into routes.
 */
final class RelayForms {

  /** A MAIL and RCPT pair; without angle brackets. */
  record Envelope(RecipientForm form, String from, String to) {}

  private RelayForms() {}

  /**
   * @param recipient {@code user@domain}, a third party for the server
   * @param stranger an envelope sender of nobody whom the server knows
   * @param ownName the server's own domain
   * @param literal the server's address as RFC 5321 section 4.1.3 writes it, {@code [203.0.113.9]}
   * @param said the name that the server gives itself, which DNS may not know; blank: none
   */
  static List<Envelope> of(
      String recipient, String stranger, String ownName, String literal, String said) {
    int at = recipient.lastIndexOf('@');
    String user = recipient.substring(0, at);
    String domain = recipient.substring(at + 1);
    List<Envelope> pairs = new ArrayList<>();
    pairs.add(new Envelope(RecipientForm.PLAIN, "", recipient));
    pairs.add(new Envelope(RecipientForm.PLAIN, stranger, recipient));
    for (String to : List.of("@" + ownName + ":" + recipient, "@" + literal + ":" + recipient)) {
      pairs.add(new Envelope(RecipientForm.ROUTED, stranger, to));
    }
    for (String to :
        List.of(
            user + "%" + domain + "@" + ownName,
            user + "%" + domain + "@" + literal,
            "\"" + recipient + "\"",
            "\"" + recipient + "\"@" + ownName,
            recipient + "@" + ownName,
            domain + "!" + user,
            domain + "!" + user + "@" + ownName)) {
      pairs.add(new Envelope(RecipientForm.ODD_LOCAL_PART, stranger, to));
    }
    if (!said.isBlank() && !said.equalsIgnoreCase(ownName)) {
      pairs.add(new Envelope(RecipientForm.ROUTED, stranger, "@" + said + ":" + recipient));
      pairs.add(
          new Envelope(RecipientForm.ODD_LOCAL_PART, stranger, user + "%" + domain + "@" + said));
    }
    pairs.add(new Envelope(RecipientForm.PLAIN, "todoku-probe@" + domain, recipient));
    pairs.add(new Envelope(RecipientForm.PLAIN, "todoku-probe@" + ownName, recipient));
    return pairs;
  }
}
