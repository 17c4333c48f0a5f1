package io.todoku.rule.server;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Fingerprint;
import io.todoku.rule.Sender;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one rule judges: a mail server that accepted EHLO or HELO. */
record MailServerContext(
    String rule, Snapshot snapshot, Sender sender, MailServer server, SmtpDialogue dialogue) {

  /**
   * Begins a finding about the server.
   *
   * @param evidence the part of the dialogue that the verdict rests on
   */
  FindingBuilder finding(List<String> evidence) {
    return Finding.of(rule, sender.resource())
        .evidence(Evidence.smtp(hostAndPort(), evidence, server.at()));
  }

  /**
   * The reason why the extensions are not known where the server refused EHLO and accepted only
   * HELO; else null.
   */
  @Nullable Reason extensionsUnknownReason() {
    return dialogue.ehlo() == null
        ? Reason.of(ReasonKind.INCONCLUSIVE, hostAndPort() + " EHLO", "EHLO refused, HELO accepted")
        : null;
  }

  /** The software that the server seems to be; null where its replies do not identify it. */
  Fingerprint.@Nullable SmtpSoftware software() {
    return Fingerprint.identify(dialogue);
  }

  String hostAndPort() {
    return SmtpServers.hostAndPort(server);
  }
}
