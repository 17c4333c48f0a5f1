package io.todoku.runbook.check;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailServer.TranscriptLine;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import java.util.List;

/**
 * A mail server gives the expected host name in its greeting and in its reply to EHLO. The outcome
 * is unknown if the dialogue ends before that or contains no name.
 */
public record HeloNameMatchesCheck(String address, String name) implements StepCheck {

  @Override
  public CheckOutcome evaluate(CheckContext context) {
    MailServer server = context.observation().target().mailServer(address);
    String endpoint = address + ":" + server.port();
    return switch (server.dialogue()) {
      case Unknown<SmtpDialogue>(Reason reason) ->
          CheckOutcome.unknown(
              Text.of("runbook.check.greets.unknown", endpoint), reason, List.of());
      case Known<SmtpDialogue>(SmtpDialogue dialogue) ->
          outcome(endpoint, dialogue, evidence(endpoint, server, dialogue));
    };
  }

  private CheckOutcome outcome(String endpoint, SmtpDialogue dialogue, List<Evidence> evidence) {
    if (!dialogue.listening()) {
      return CheckOutcome.notYet(Text.of("runbook.check.greets.nothing", endpoint), evidence);
    }
    List<String> names = HeloNames.of(dialogue);
    if (names.stream().anyMatch(other -> !other.equals(name))) {
      return CheckOutcome.notYet(
          Text.of("runbook.check.greets.other", endpoint, String.join(", ", names), name),
          evidence);
    }
    boolean cutShort = dialogue.ehlo() == null && dialogue.ending() != SmtpEnding.COMPLETE;
    return names.isEmpty() || cutShort
        ? CheckOutcome.unknown(
            Text.of("runbook.check.greets.unknown", endpoint),
            unknownReason(endpoint, dialogue),
            evidence)
        : CheckOutcome.holds(Text.of("runbook.check.greets.hold", endpoint, name), evidence);
  }

  private static Reason unknownReason(String endpoint, SmtpDialogue dialogue) {
    return Reason.of(
        dialogue.ending().cause(),
        endpoint,
        dialogue.greeting() == null ? "" : dialogue.greeting());
  }

  private static List<Evidence> evidence(
      String endpoint, MailServer server, SmtpDialogue dialogue) {
    return List.of(
        Evidence.smtp(
            endpoint,
            dialogue.transcript().stream().map(TranscriptLine::withDirection).limit(6).toList(),
            server.at()));
  }
}
