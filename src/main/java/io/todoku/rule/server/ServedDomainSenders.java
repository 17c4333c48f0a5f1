package io.todoku.rule.server;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.RecipientForm;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * Checks that a server was asked to relay for a sender in each mail domain that it serves, because
 * some servers relay whatever claims to come from there.
 */
final class ServedDomainSenders {

  private ServedDomainSenders() {}

  /**
   * Why it is not known whether the server relays for a sender in a domain that it serves. Empty
   * where each was asked, and for files written before the probe asked.
   */
  static Optional<Reason> notAskedReason(
      Snapshot snapshot, MailServer server, SmtpDialogue dialogue) {
    if (dialogue.servedDomains() == null) {
      return Optional.empty();
    }
    List<String> asked =
        dialogue.attempts().stream()
            .filter(attempt -> attempt.form() == RecipientForm.PLAIN)
            .map(RelayAttempt::from)
            .map(from -> DnsLookup.canonical(from.substring(from.lastIndexOf('@') + 1)))
            .toList();
    MailServerNames names = MailServerNames.of(snapshot, server.address(), dialogue);
    List<String> notAsked =
        names.domains().stream().filter(domain -> !asked.contains(domain)).toList();
    return notAsked.isEmpty()
        ? Optional.ofNullable(names.failedMxLookup())
        : Optional.of(
            Reason.of(
                ReasonKind.NOT_ASKED,
                SmtpServers.hostAndPort(server) + " MAIL FROM",
                String.join(", ", notAsked)));
  }
}
