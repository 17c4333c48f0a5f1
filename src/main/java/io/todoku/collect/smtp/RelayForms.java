package io.todoku.collect.smtp;

import io.todoku.snapshot.MailServer.RecipientForm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The envelopes by which a server is asked to relay mail from a stranger to a third party, ordered
 * by sender. The unusual local parts are those that old servers rewrote into routes.
 */
final class RelayForms {

  /** The addresses of a MAIL and a RCPT command, without angle brackets. */
  record Envelope(RecipientForm form, String from, String to) {}

  private RelayForms() {}

  /**
   * @param recipient {@code user@domain} of a third party
   * @param stranger an envelope sender that the server does not know
   * @param ownName the server's own domain
   * @param literal the server's address as RFC 5321 section 4.1.3 writes it, {@code [203.0.113.9]}
   * @param announcedName the name that the server announces, which DNS may not know; blank if none
   */
  static List<Envelope> of(
      String recipient, String stranger, String ownName, String literal, String announcedName) {
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
    if (!announcedName.isBlank() && !announcedName.equalsIgnoreCase(ownName)) {
      pairs.add(
          new Envelope(RecipientForm.ROUTED, stranger, "@" + announcedName + ":" + recipient));
      pairs.add(
          new Envelope(
              RecipientForm.ODD_LOCAL_PART, stranger, user + "%" + domain + "@" + announcedName));
      pairs.add(new Envelope(RecipientForm.PLAIN, "todoku-probe@" + announcedName, recipient));
    }
    pairs.add(new Envelope(RecipientForm.PLAIN, "todoku-probe@" + domain, recipient));
    pairs.add(new Envelope(RecipientForm.PLAIN, "todoku-probe@" + ownName, recipient));
    return pairs;
  }

  /**
   * The envelopes that use mail domains which the server serves: as the sender's, because some
   * servers relay whatever claims to come from them, and as the route of an unusual local part.
   *
   * @param recipient {@code user@domain} of a third party
   * @param stranger an envelope sender that the server does not know
   */
  static List<Envelope> ofServedDomains(
      String recipient, String stranger, List<String> servedDomains) {
    String rewritten = recipient.replace('@', '%');
    return Stream.concat(
            servedDomains.stream()
                .map(served ->
                    new Envelope(RecipientForm.PLAIN, "todoku-probe@" + served, recipient)),
            servedDomains.stream()
                .map(served ->
                    new Envelope(RecipientForm.ODD_LOCAL_PART, stranger, rewritten + "@" + served)))
        .toList();
  }
}
