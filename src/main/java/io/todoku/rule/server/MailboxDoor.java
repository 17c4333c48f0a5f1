package io.todoku.rule.server;

import io.todoku.rule.Evidence;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Mailbox;
import io.todoku.snapshot.Mailbox.Dialogue;
import io.todoku.snapshot.Mailbox.Ending;
import io.todoku.snapshot.Mailbox.Protocol;
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
record MailboxDoor(
    Door door, Mailbox mailbox, Verdict verdict, List<String> offered, @Nullable Reason unknown) {

  static MailboxDoor of(Snapshot snapshot, Door door, Protocol protocol) {
    Mailbox mailbox = snapshot.mailbox(door.address().address(), protocol);
    Reason unseen = door.unseen();
    if (unseen != null) {
      return unknown(door, mailbox, unseen);
    }
    return switch (mailbox.dialogue()) {
      case Unknown<Dialogue>(Reason reason) -> unknown(door, mailbox, reason);
      case Known<Dialogue>(Dialogue dialogue) -> judge(door, mailbox, dialogue);
    };
  }

  private static MailboxDoor judge(Door door, Mailbox mailbox, Dialogue dialogue) {
    if (dialogue.ending() == Ending.NOTHING_LISTENS) {
      return new MailboxDoor(door, mailbox, Verdict.NOT_APPLICABLE, List.of(), null);
    }
    LoginsInTheClear logins = new LoginsInTheClear(mailbox.protocol(), dialogue);
    if (!logins.offered().isEmpty()) {
      return new MailboxDoor(door, mailbox, Verdict.WARN, logins.offered(), null);
    }
    return logins.refused()
        ? new MailboxDoor(door, mailbox, Verdict.PASS, List.of(), null)
        : unknown(door, mailbox, ended(mailbox, dialogue));
  }

  private static MailboxDoor unknown(Door door, Mailbox mailbox, Reason reason) {
    return new MailboxDoor(door, mailbox, Verdict.UNKNOWN, List.of(), reason);
  }

  private static Reason ended(Mailbox mailbox, Dialogue dialogue) {
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
    return Reason.of(cause, source(mailbox), last);
  }

  /** The software that it seems to be; null where it could not be told. */
  @Nullable MailboxSoftware software() {
    return mailbox.dialogue() instanceof Known<Dialogue>(Dialogue dialogue)
        ? MailboxSoftware.told(dialogue)
        : null;
  }

  private static String source(Mailbox mailbox) {
    return mailbox.address() + ":" + mailbox.port();
  }

  Stream<Evidence> evidence(Snapshot snapshot) {
    if (door.unseen() != null) {
      return Stream.of(Evidence.refused(door.unseen(), snapshot.finishedAt()));
    }
    return Stream.of(
        door.evidence(snapshot.finishedAt()),
        Evidence.mailbox(source(mailbox), said(mailbox), mailbox.at()));
  }

  private static List<String> said(Mailbox mailbox) {
    return switch (mailbox.dialogue()) {
      case Unknown<Dialogue>(Reason r) -> List.of((r.cause() + " " + r.detail()).strip());
      case Known<Dialogue>(Dialogue d) when d.ending() == Ending.NOTHING_LISTENS ->
          List.of("connection refused");
      case Known<Dialogue>(Dialogue d) ->
          d.transcript().stream().map(l -> (l.sent() ? "> " : "< ") + l.text()).toList();
    };
  }
}
