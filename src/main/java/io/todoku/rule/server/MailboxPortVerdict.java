package io.todoku.rule.server;

import io.todoku.rule.Evidence;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.MailboxServer;
import io.todoku.snapshot.MailboxServer.MailboxDialogue;
import io.todoku.snapshot.MailboxServer.MailboxEnding;
import io.todoku.snapshot.MailboxServer.Protocol;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A port for fetching mail that the world may reach, and what was made of what it said.
 *
 * @param offered the ways to log in before TLS
 * @param unknown why no verdict was reached; null where one was
 */
record MailboxPortVerdict(
    ExposedPort exposedPort,
    MailboxServer server,
    Verdict verdict,
    List<String> offeredLogins,
    @Nullable Reason unknown) {

  static MailboxPortVerdict of(Snapshot snapshot, ExposedPort door, Protocol protocol) {
    MailboxServer mailbox = snapshot.mailboxServer(door.sender().address(), protocol);
    Reason unseen = door.notListed();
    if (unseen != null) {
      return unknown(door, mailbox, unseen);
    }
    return switch (mailbox.dialogue()) {
      case Unknown<MailboxDialogue>(Reason reason) -> unknown(door, mailbox, reason);
      case Known<MailboxDialogue>(MailboxDialogue dialogue) -> judge(door, mailbox, dialogue);
    };
  }

  private static MailboxPortVerdict judge(
      ExposedPort door, MailboxServer mailbox, MailboxDialogue dialogue) {
    if (dialogue.ending() == MailboxEnding.NOTHING_LISTENS) {
      return new MailboxPortVerdict(door, mailbox, Verdict.NOT_APPLICABLE, List.of(), null);
    }
    CleartextLogins logins = new CleartextLogins(mailbox.protocol(), dialogue);
    if (!logins.offered().isEmpty()) {
      return new MailboxPortVerdict(door, mailbox, Verdict.WARN, logins.offered(), null);
    }
    return logins.areRefused()
        ? new MailboxPortVerdict(door, mailbox, Verdict.PASS, List.of(), null)
        : unknown(door, mailbox, endingReason(mailbox, dialogue));
  }

  private static MailboxPortVerdict unknown(
      ExposedPort door, MailboxServer mailbox, Reason reason) {
    return new MailboxPortVerdict(door, mailbox, Verdict.UNKNOWN, List.of(), reason);
  }

  private static Reason endingReason(MailboxServer mailbox, MailboxDialogue dialogue) {
    Cause cause =
        switch (dialogue.ending()) {
          case COMPLETE, NOTHING_LISTENS -> Cause.INCONCLUSIVE;
          case TURNED_AWAY -> Cause.REFUSED;
          case DROPPED -> Cause.CUT_OFF;
          case TIMEOUT -> Cause.TIMEOUT;
          case TOO_MUCH, NOT_UNDERSTOOD -> Cause.MALFORMED;
        };
    String last =
        dialogue.transcript().reversed().stream()
            .filter(line -> !line.sent())
            .map(line -> line.text())
            .findFirst()
            .orElse("");
    return Reason.of(cause, hostAndPort(mailbox), last);
  }

  /** The software that it seems to be; null where it could not be told. */
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
      case Unknown<MailboxDialogue>(Reason r) -> List.of((r.cause() + " " + r.detail()).strip());
      case Known<MailboxDialogue>(MailboxDialogue d)
          when d.ending() == MailboxEnding.NOTHING_LISTENS ->
          List.of("connection refused");
      case Known<MailboxDialogue>(MailboxDialogue d) ->
          d.transcript().stream().map(l -> (l.sent() ? "> " : "< ") + l.text()).toList();
    };
  }
}
