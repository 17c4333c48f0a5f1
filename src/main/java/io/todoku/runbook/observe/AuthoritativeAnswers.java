package io.todoku.runbook.observe;

import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.DnsServerAnswer;
import io.todoku.snapshot.DnsServerAnswer.DnsServerRole;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the servers that hold a record say of it.
 *
 * @param answers of those that gave one
 * @param blind why one of them gave none; null where all did
 */
public record AuthoritativeAnswers(
    String name, String type, List<DnsAnswer> answers, @Nullable Reason unknownReason) {

  public static AuthoritativeAnswers of(Observation observation, String name, String type) {
    List<DnsServerAnswer> all =
        observation.view(name, type).map(NameView::answers).orElse(List.of()).stream()
            .filter(one -> one.role() == DnsServerRole.AUTHORITATIVE)
            .toList();
    List<DnsAnswer> answers = new ArrayList<>();
    Reason blind = all.isEmpty() ? Reason.of(Cause.NOT_ASKED, name + " " + type, "") : null;
    for (DnsServerAnswer one : all) {
      switch (one.answer()) {
        case Unknown<DnsAnswer>(Reason why) -> blind = why;
        case Known<DnsAnswer>(DnsAnswer answer) when isUnusable(answer) ->
            blind = unusableReason(name, type, one, answer);
        case Known<DnsAnswer>(DnsAnswer answer) -> answers.add(answer);
      }
    }
    return new AuthoritativeAnswers(name, type, List.copyOf(answers), blind);
  }

  /** An answer that says only that the zone is in disorder. */
  public static boolean isUnusable(DnsAnswer answer) {
    return answer.status() == Status.BOGUS || answer.status() == Status.CNAME_LOOP;
  }

  public static Reason unusableReason(
      String name, String type, DnsServerAnswer one, DnsAnswer answer) {
    return Reason.of(
        Cause.SERVFAIL, name + " " + type + " @" + one.server(), answer.status().name());
  }

  /** Why not every server's answer is known, also where no server was asked. */
  public Reason reasonOrNotAsked() {
    return unknownReason == null
        ? Reason.of(Cause.NOT_ASKED, name + " " + type, "")
        : unknownReason;
  }
}
