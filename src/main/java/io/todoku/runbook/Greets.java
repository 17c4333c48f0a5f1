package io.todoku.runbook;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import java.util.List;

/** A server calls itself by the wanted name, in its greeting and in its reply to EHLO. */
record Greets(String address, String name) implements Check {

  @Override
  public Outcome in(Scene scene) {
    MailServer server = scene.seen().target().server(address);
    String where = address + ":" + server.port();
    return switch (server.dialogue()) {
      case Unknown<Dialogue>(Reason why) ->
          Outcome.unknown(Text.of("runbook.check.greets.unknown", where), why, List.of());
      case Known<Dialogue>(Dialogue dialogue) -> {
        List<String> names = HeloNames.of(dialogue);
        List<Evidence> evidence =
            List.of(
                Evidence.smtp(
                    where,
                    dialogue.transcript().stream()
                        .map(line -> (line.sent() ? "> " : "< ") + line.text())
                        .limit(6)
                        .toList(),
                    server.at()));
        if (!dialogue.listening()) {
          yield Outcome.notYet(Text.of("runbook.check.greets.nothing", where), evidence);
        }
        yield names.equals(List.of(name))
            ? Outcome.holds(Text.of("runbook.check.greets.hold", where, name), evidence)
            : Outcome.notYet(
                Text.of("runbook.check.greets.other", where, String.join(", ", names), name),
                evidence);
      }
    };
  }
}
