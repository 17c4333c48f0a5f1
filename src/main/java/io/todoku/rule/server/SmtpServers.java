package io.todoku.rule.server;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.IngressRules;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The mail servers of the account's addresses that answer on port 25, for rules about what they
 * say. Where nothing listens, such a rule has nothing to say; {@code no-open-relay} tells.
 */
final class SmtpServers {

  static final int SMTP = 25;

  private SmtpServers() {}

  /** Findings of one rule; UNKNOWN, with {@code <rule>.unknown}, where a server was not heard. */
  static List<Finding> judge(
      String id, Snapshot snapshot, Function<MailServerContext, Finding> rule) {
    List<Sender> asked =
        Sender.allIn(snapshot).stream()
            .filter(sender -> sender.maySend() || sender.role() == Sender.SenderRole.RECEIVES)
            .filter(sender -> !sender.idle())
            .filter(sender -> sender.resource().type() != Resource.Type.NAT_GATEWAY)
            .toList();
    return Senders.judgeEach(id, snapshot, asked, sender -> judge(id, snapshot, sender, rule));
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

  /** Whether EHLO or HELO was accepted: without, nothing else was asked. */
  private static boolean acceptedHelo(SmtpDialogue dialogue) {
    return dialogue.ehlo() != null || !dialogue.attempts().isEmpty();
  }

  /** Whether no answer is explained by a port that the security groups open to nobody. */
  static boolean isClosedByGroups(Snapshot snapshot, Sender sender, Reason reason) {
    return (reason.cause() == Cause.TIMEOUT || reason.cause() == Cause.UNREACHABLE)
        && isClosedToAll(snapshot, sender);
  }

  static boolean isClosedToAll(Snapshot snapshot, Sender sender) {
    return snapshot.knownRegions().stream()
        .filter(region -> region.name().equals(sender.region()))
        .anyMatch(region -> IngressRules.isKnownClosed(region, sender.address(), SMTP));
  }

  /** Why the dialogue went no further. */
  static Reason endingReason(MailServer server, SmtpDialogue dialogue) {
    Cause cause =
        switch (dialogue.ending()) {
          case TURNED_AWAY, COMPLETE, NOTHING_LISTENS -> Cause.REFUSED;
          case DROPPED -> Cause.CUT_OFF;
          case TIMEOUT -> Cause.TIMEOUT;
          case TOO_MUCH, NOT_SMTP -> Cause.MALFORMED;
        };
    return Reason.of(cause, hostAndPort(server), lastReceived(dialogue));
  }

  /** The last line that the server said, empty where it said nothing. */
  private static String lastReceived(SmtpDialogue dialogue) {
    return dialogue.transcript().reversed().stream()
        .filter(line -> !line.sent())
        .map(MailServer.TranscriptLine::text)
        .findFirst()
        .orElse("");
  }

  static String hostAndPort(MailServer server) {
    return server.address() + ":" + server.port();
  }

  private static Finding unknown(String id, Sender sender, MailServer server, Reason reason) {
    return new Finding(
        id,
        sender.resource(),
        Verdict.UNKNOWN,
        Text.of(id + ".unknown", sender.address()),
        reason,
        List.of(transcriptEvidence(server)),
        Remedy.NONE);
  }

  static Evidence transcriptEvidence(MailServer server) {
    return Evidence.smtp(hostAndPort(server), transcriptLines(server), server.at());
  }

  /** All that was said. */
  static List<String> transcriptLines(MailServer server) {
    return switch (server.dialogue()) {
      case Known<SmtpDialogue>(SmtpDialogue d) when d.listening() ->
          d.transcript().stream().map(l -> (l.sent() ? "> " : "< ") + l.text()).toList();
      case Known<SmtpDialogue> _ -> List.of("connection refused");
      case Unknown<SmtpDialogue>(Reason r) -> List.of((r.cause() + " " + r.detail()).strip());
    };
  }
}
