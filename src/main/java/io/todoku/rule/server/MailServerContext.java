package io.todoku.rule.server;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Sender;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule's case of one mail server that took part in the dialogue beyond EHLO or HELO. Its
 * address is the first argument of every text.
 */
record MailServerContext(
    String rule, Snapshot snapshot, Sender sender, MailServer server, SmtpDialogue dialogue) {

  /**
   * @param said the part of the dialogue that the verdict rests on
   * @param more arguments of the text, after the address
   */
  Finding finding(
      Verdict verdict,
      String key,
      @Nullable Reason reason,
      List<String> said,
      Remedy remedy,
      Object... more) {
    return new Finding(
        rule,
        sender.resource(),
        verdict,
        Text.about(sender.address(), rule + "." + key, more),
        reason,
        List.of(Evidence.smtp(hostAndPort(), said, server.at())),
        remedy);
  }

  /** Why extensions are not known where EHLO was refused and only HELO taken; else null. */
  @Nullable Reason extensionsUnknownReason() {
    return dialogue.ehlo() == null
        ? Reason.of(Cause.INCONCLUSIVE, hostAndPort() + " EHLO", "EHLO refused, HELO accepted")
        : null;
  }

  /** The software that it seems to be; null where it could not be told. */
  Fingerprint.@Nullable SmtpSoftware software() {
    return Fingerprint.identify(dialogue);
  }

  /** The host and port that was asked. */
  String hostAndPort() {
    return SmtpServers.hostAndPort(server);
  }
}
