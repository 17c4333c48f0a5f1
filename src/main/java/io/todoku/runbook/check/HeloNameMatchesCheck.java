package io.todoku.runbook.check;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import java.util.List;

/**
 * A server calls itself by the wanted name, in its greeting and in its reply to EHLO. One that
 * breaks off before that, or says no name, leaves it open.
 */
public record HeloNameMatchesCheck(String address, String name) implements StepCheck {

  @Override
  public CheckOutcome evaluate(CheckContext scene) {
    MailServer server = scene.observation().target().mailServer(address);
    String where = address + ":" + server.port();
    return switch (server.dialogue()) {
      case Unknown<SmtpDialogue>(Reason why) ->
          CheckOutcome.unknown(Text.of("runbook.check.greets.unknown", where), why, List.of());
      case Known<SmtpDialogue>(SmtpDialogue dialogue) ->
          outcome(where, dialogue, evidence(where, server, dialogue));
    };
  }

  private CheckOutcome outcome(String where, SmtpDialogue dialogue, List<Evidence> evidence) {
    if (!dialogue.listening()) {
      return CheckOutcome.notYet(Text.of("runbook.check.greets.nothing", where), evidence);
    }
    List<String> names = HeloNames.of(dialogue);
    if (names.stream().anyMatch(other -> !other.equals(name))) {
      return CheckOutcome.notYet(
          Text.of("runbook.check.greets.other", where, String.join(", ", names), name), evidence);
    }
    boolean cutShort = dialogue.ehlo() == null && dialogue.ending() != SmtpEnding.COMPLETE;
    return names.isEmpty() || cutShort
        ? CheckOutcome.unknown(
            Text.of("runbook.check.greets.unknown", where),
            unknownReason(where, dialogue),
            evidence)
        : CheckOutcome.holds(Text.of("runbook.check.greets.hold", where, name), evidence);
  }

  private static Reason unknownReason(String where, SmtpDialogue dialogue) {
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

  private static List<Evidence> evidence(String where, MailServer server, SmtpDialogue dialogue) {
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
