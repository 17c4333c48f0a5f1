package io.todoku.runbook;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.MailServer.Ending;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import java.util.List;

/**
 * A server calls itself by the wanted name, in its greeting and in its reply to EHLO. One that
 * breaks off before that, or says no name, leaves it open.
 */
record Greets(String address, String name) implements Check {

  @Override
  public Outcome in(Scene scene) {
    MailServer server = scene.seen().target().server(address);
    String where = address + ":" + server.port();
    return switch (server.dialogue()) {
      case Unknown<Dialogue>(Reason why) ->
          Outcome.unknown(Text.of("runbook.check.greets.unknown", where), why, List.of());
      case Known<Dialogue>(Dialogue dialogue) ->
          of(where, dialogue, evidence(where, server, dialogue));
    };
  }

  private Outcome of(String where, Dialogue dialogue, List<Evidence> evidence) {
    if (!dialogue.listening()) {
      return Outcome.notYet(Text.of("runbook.check.greets.nothing", where), evidence);
    }
    List<String> names = HeloNames.of(dialogue);
    if (names.stream().anyMatch(other -> !other.equals(name))) {
      return Outcome.notYet(
          Text.of("runbook.check.greets.other", where, String.join(", ", names), name), evidence);
    }
    boolean cutShort = dialogue.ehlo() == null && dialogue.ending() != Ending.COMPLETE;
    return names.isEmpty() || cutShort
        ? Outcome.unknown(
            Text.of("runbook.check.greets.unknown", where), ended(where, dialogue), evidence)
        : Outcome.holds(Text.of("runbook.check.greets.hold", where, name), evidence);
  }

  private static Reason ended(String where, Dialogue dialogue) {
    Cause cause =
        switch (dialogue.ending()) {
          case COMPLETE, NOTHING_LISTENS -> Cause.INCONCLUSIVE;
          case TURNED_AWAY -> Cause.REFUSED;
          case DROPPED -> Cause.CUT_OFF;
          case TIMEOUT -> Cause.TIMEOUT;
          case TOO_MUCH, NOT_SMTP -> Cause.MALFORMED;
        };
    return Reason.of(cause, where, dialogue.greeting() == null ? "" : dialogue.greeting());
  }

  private static List<Evidence> evidence(String where, MailServer server, Dialogue dialogue) {
    return List.of(
        Evidence.smtp(
            where,
            dialogue.transcript().stream()
                .map(line -> (line.sent() ? "> " : "< ") + line.text())
                .limit(6)
                .toList(),
            server.at()));
  }
}
