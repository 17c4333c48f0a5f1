package io.todoku.rule.server;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.IngressRules;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.TranscriptLine;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Judges the mail servers at the account's addresses, for rules about what a server offers. Such a
 * rule has no finding where nothing listens on port 25, because {@code no-open-relay} reports that.
 */
final class SmtpServers {

  static final int SMTP = 25;

  private SmtpServers() {}

  /**
   * The findings of one rule. A server whose dialogue did not get as far as EHLO is UNKNOWN, with
   * the text {@code <rule>.unknown}.
   */
  static List<Finding> judge(
      String id, Snapshot snapshot, Function<MailServerContext, Finding> rule) {
    return Senders.judgeEachServer(id, snapshot, sender -> judge(id, snapshot, sender, rule));
  }

  private static Stream<Finding> judge(
      String id, Snapshot snapshot, Sender sender, Function<MailServerContext, Finding> rule) {
    MailServer server = snapshot.mailServer(sender.address());
    return switch (server.dialogue()) {
      case Unknown<SmtpDialogue>(Reason reason) ->
          isClosedByGroups(snapshot, sender, reason)
              ? Stream.empty()
              : Stream.of(unknown(id, sender, server, reason));
      case Known<SmtpDialogue>(SmtpDialogue dialogue) when !dialogue.listening() -> Stream.empty();
      case Known<SmtpDialogue>(SmtpDialogue dialogue) ->
          Stream.of(
              acceptedHelo(dialogue)
                  ? rule.apply(new MailServerContext(id, snapshot, sender, server, dialogue))
                  : unknown(id, sender, server, endingReason(server, dialogue)));
    };
  }

  /** Whether the server accepted EHLO or HELO. If not, the probe asked nothing else. */
  private static boolean acceptedHelo(SmtpDialogue dialogue) {
    return dialogue.ehlo() != null || !dialogue.attempts().isEmpty();
  }

  /** Whether the server did not answer because the security groups close the port to everyone. */
  static boolean isClosedByGroups(Snapshot snapshot, Sender sender, Reason reason) {
    return (reason.kind() == ReasonKind.TIMEOUT || reason.kind() == ReasonKind.UNREACHABLE)
        && isClosedToAll(snapshot, sender);
  }

  static boolean isClosedToAll(Snapshot snapshot, Sender sender) {
    return snapshot.knownRegions().stream()
        .filter(region -> region.name().equals(sender.region()))
        .anyMatch(region -> IngressRules.isKnownClosed(region, sender.address(), SMTP));
  }

  /** Why the dialogue left a question open, with the last line that the server sent. */
  static Reason endingReason(MailServer server, SmtpDialogue dialogue) {
    return Reason.of(
        dialogue.ending().cause(),
        hostAndPort(server),
        TranscriptLine.lastReceived(dialogue.transcript()));
  }

  static String hostAndPort(MailServer server) {
    return server.address() + ":" + server.port();
  }

  private static Finding unknown(String id, Sender sender, MailServer server, Reason reason) {
    return Finding.of(id, sender.resource())
        .evidence(transcriptEvidence(server))
        .unknown(reason, "unknown");
  }

  static Evidence transcriptEvidence(MailServer server) {
    return Evidence.smtp(hostAndPort(server), transcriptLines(server), server.at());
  }

  /** The whole dialogue, line by line, or why there was none. */
  static List<String> transcriptLines(MailServer server) {
    return switch (server.dialogue()) {
      case Known<SmtpDialogue>(SmtpDialogue d) when d.listening() ->
          d.transcript().stream().map(TranscriptLine::withDirection).toList();
      case Known<SmtpDialogue> _ -> List.of("connection refused");
      case Unknown<SmtpDialogue>(Reason r) -> List.of(r.asEvidence());
    };
  }
}
