package io.todoku.runbook.observe;

import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.DnsServerAnswer;
import io.todoku.snapshot.DnsServerAnswer.DnsServerRole;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answers of the authoritative servers to one question.
 *
 * @param answers the usable answers
 * @param unknownReason why a server gave no usable answer; null if all did
 */
public record AuthoritativeAnswers(
    String name, String type, List<DnsAnswer> answers, @Nullable Reason unknownReason) {

  public static AuthoritativeAnswers of(Observation observation, String name, String type) {
    List<DnsServerAnswer> servers =
        observation.view(name, type).map(NameView::answers).orElse(List.of()).stream()
            .filter(response -> response.role() == DnsServerRole.AUTHORITATIVE)
            .toList();
    List<DnsAnswer> answers = new ArrayList<>();
    Reason unknownReason =
        servers.isEmpty() ? Reason.of(ReasonKind.NOT_ASKED, name + " " + type, "") : null;
    for (DnsServerAnswer response : servers) {
      switch (response.answer()) {
        case Unknown<DnsAnswer>(Reason reason) -> unknownReason = reason;
        case Known<DnsAnswer>(DnsAnswer answer) when isUnusable(answer) ->
            unknownReason = unusableReason(name, type, response, answer);
        case Known<DnsAnswer>(DnsAnswer answer) -> answers.add(answer);
      }
    }
    return new AuthoritativeAnswers(name, type, List.copyOf(answers), unknownReason);
  }

  /**
   * Whether an answer shows only that the zone is broken: DNSSEC validation failed, or aliases form
   * a loop.
   */
  public static boolean isUnusable(DnsAnswer answer) {
    return answer.status() == Status.BOGUS || answer.status() == Status.CNAME_LOOP;
  }

  public static Reason unusableReason(
      String name, String type, DnsServerAnswer response, DnsAnswer answer) {
    return Reason.of(
        ReasonKind.SERVFAIL, name + " " + type + " @" + response.server(), answer.status().name());
  }

  /** Why not every server's answer is known; if all are known, that no server was asked. */
  public Reason reasonOrNotAsked() {
    return unknownReason == null
        ? Reason.of(ReasonKind.NOT_ASKED, name + " " + type, "")
        : unknownReason;
  }
}
