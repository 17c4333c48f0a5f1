package io.todoku.rule.server;

import io.todoku.rule.Evidence;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.MailServer.TranscriptLine;
import io.todoku.snapshot.MailboxServer;
import io.todoku.snapshot.MailboxServer.MailboxDialogue;
import io.todoku.snapshot.MailboxServer.MailboxEnding;
import io.todoku.snapshot.MailboxServer.Protocol;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on one POP3 or IMAP port that security groups open to the whole Internet, or may
 * open.
 *
 * @param offeredLogins the ways to log in that the server offers before TLS
 * @param unknownReason why the verdict is UNKNOWN; null where it is another one
 */
record MailboxPortVerdict(
    ExposedPort exposedPort,
    MailboxServer server,
    Verdict verdict,
    List<String> offeredLogins,
    @Nullable Reason unknownReason) {

  static MailboxPortVerdict of(Snapshot snapshot, ExposedPort port, Protocol protocol) {
    MailboxServer mailbox = snapshot.mailboxServer(port.sender().address(), protocol);
    Reason notListed = port.notListed();
    if (notListed != null) {
      return unknown(port, mailbox, notListed);
    }
    return switch (mailbox.dialogue()) {
      case Unknown<MailboxDialogue>(Reason reason) -> unknown(port, mailbox, reason);
      case Known<MailboxDialogue>(MailboxDialogue dialogue) -> judge(port, mailbox, dialogue);
    };
  }

  private static MailboxPortVerdict judge(
      ExposedPort port, MailboxServer mailbox, MailboxDialogue dialogue) {
    if (dialogue.ending() == MailboxEnding.NOTHING_LISTENS) {
      return new MailboxPortVerdict(port, mailbox, Verdict.NOT_APPLICABLE, List.of(), null);
    }
    CleartextLogins logins = new CleartextLogins(mailbox.protocol(), dialogue);
    if (!logins.offered().isEmpty()) {
      return new MailboxPortVerdict(port, mailbox, Verdict.WARN, logins.offered(), null);
    }
    return logins.areRefused()
        ? new MailboxPortVerdict(port, mailbox, Verdict.PASS, List.of(), null)
        : unknown(port, mailbox, endingReason(mailbox, dialogue));
  }

  private static MailboxPortVerdict unknown(
      ExposedPort port, MailboxServer mailbox, Reason reason) {
    return new MailboxPortVerdict(port, mailbox, Verdict.UNKNOWN, List.of(), reason);
  }

  private static Reason endingReason(MailboxServer mailbox, MailboxDialogue dialogue) {
    return Reason.of(
        dialogue.ending().cause(),
        hostAndPort(mailbox),
        TranscriptLine.lastReceived(dialogue.transcript()));
  }

  /** The software that the server seems to be; null where its greeting does not identify it. */
  @Nullable MailboxSoftware software() {
    return server.dialogue() instanceof Known<MailboxDialogue>(MailboxDialogue dialogue)
        ? MailboxSoftware.identify(dialogue)
        : null;
  }

  private static String hostAndPort(MailboxServer mailbox) {
    return mailbox.address() + ":" + mailbox.port();
  }

  Stream<Evidence> evidence(Snapshot snapshot) {
    if (exposedPort.notListed() != null) {
      return Stream.of(Evidence.awsFailure(exposedPort.notListed(), snapshot.finishedAt()));
    }
    return Stream.of(
        exposedPort.evidence(snapshot.finishedAt()),
        Evidence.mailbox(hostAndPort(server), transcriptLines(server), server.at()));
  }

  private static List<String> transcriptLines(MailboxServer mailbox) {
    return switch (mailbox.dialogue()) {
      case Unknown<MailboxDialogue>(Reason r) -> List.of(r.asEvidence());
      case Known<MailboxDialogue>(MailboxDialogue d)
          when d.ending() == MailboxEnding.NOTHING_LISTENS ->
          List.of("connection refused");
      case Known<MailboxDialogue>(MailboxDialogue d) ->
          d.transcript().stream().map(TranscriptLine::withDirection).toList();
    };
  }
}
