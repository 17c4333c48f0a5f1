package io.todoku.runbook;

import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.ServerAnswer;
import io.todoku.snapshot.ServerAnswer.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the servers that hold a record say of it.
 *
 * @param answers of those that gave one
 * @param blind why one of them gave none; null where all did
 */
record Holders(String name, String type, List<DnsAnswer> answers, @Nullable Reason blind) {

  static Holders of(Scene scene, String name, String type) {
    List<ServerAnswer> all =
        scene.view(name, type).map(NameView::answers).orElse(List.of()).stream()
            .filter(one -> one.role() == Role.AUTHORITATIVE)
            .toList();
    List<DnsAnswer> answers = new ArrayList<>();
    Reason blind = all.isEmpty() ? Reason.of(Cause.NOT_ASKED, name + " " + type, "") : null;
    for (ServerAnswer one : all) {
      switch (one.answer()) {
        case Unknown<DnsAnswer>(Reason why) -> blind = why;
        case Known<DnsAnswer>(DnsAnswer answer) when isBroken(answer) ->
            blind = broken(name, type, one, answer);
        case Known<DnsAnswer>(DnsAnswer answer) -> answers.add(answer);
      }
    }
    return new Holders(name, type, List.copyOf(answers), blind);
  }

  /** An answer that says only that the zone is in disorder. */
  static boolean isBroken(DnsAnswer answer) {
    return answer.status() == Status.BOGUS || answer.status() == Status.CNAME_LOOP;
  }

  static Reason broken(String name, String type, ServerAnswer one, DnsAnswer answer) {
    return Reason.of(
        Cause.SERVFAIL, name + " " + type + " @" + one.server(), answer.status().name());
  }

  /** Of a check that stands on all of them. */
  Outcome unseen() {
    Reason why = blind == null ? Reason.of(Cause.NOT_ASKED, name + " " + type, "") : blind;
    return Outcome.unknown(Text.of("runbook.check.ttl.unknown", name, type), why, List.of());
  }
}
