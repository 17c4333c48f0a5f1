package io.todoku.rule.server;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Ingresses;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The mail servers of the account's addresses that answer on port 25, for rules about what they
 * say. Where nothing listens, such a rule has nothing to say; {@code no-open-relay} tells.
 */
final class Answering {

  static final int SMTP = 25;

  private Answering() {}

  /** Findings of one rule; UNKNOWN, with {@code <rule>.unknown}, where a server was not heard. */
  static List<Finding> judge(String id, Snapshot snapshot, Function<ServerCase, Finding> rule) {
    List<Sender> asked =
        Sender.allIn(snapshot).stream()
            .filter(sender -> sender.judged() || sender.role() == Sender.Role.RECEIVES)
            .filter(sender -> !sender.idle())
            .filter(sender -> sender.resource().type() != Resource.Type.NAT_GATEWAY)
            .toList();
    return Senders.judge(id, snapshot, asked, sender -> judge(id, snapshot, sender, rule));
  }

  private static Stream<Finding> judge(
      String id, Snapshot snapshot, Sender sender, Function<ServerCase, Finding> rule) {
    MailServer server = snapshot.server(sender.address());
    return switch (server.dialogue()) {
      case Unknown<Dialogue>(Reason reason) ->
          isShut(snapshot, sender, reason)
              ? Stream.empty()
              : Stream.of(unknown(id, sender, server, reason));
      case Known<Dialogue>(Dialogue dialogue) when !dialogue.listening() -> Stream.empty();
      case Known<Dialogue>(Dialogue dialogue) ->
          Stream.of(
              greeted(dialogue)
                  ? rule.apply(new ServerCase(id, snapshot, sender, server, dialogue))
                  : unknown(id, sender, server, ended(server, dialogue)));
    };
  }

  /** Whether EHLO or HELO was accepted: without, nothing else was asked. */
  private static boolean greeted(Dialogue dialogue) {
    return dialogue.ehlo() != null || !dialogue.attempts().isEmpty();
  }

  /** Whether no answer is explained by a port that the security groups open to nobody. */
  static boolean isShut(Snapshot snapshot, Sender sender, Reason reason) {
    return (reason.cause() == Cause.TIMEOUT || reason.cause() == Cause.UNREACHABLE)
        && closedToAll(snapshot, sender);
  }

  static boolean closedToAll(Snapshot snapshot, Sender sender) {
    return snapshot.knownRegions().stream()
        .filter(region -> region.name().equals(sender.region()))
        .anyMatch(region -> Ingresses.shownClosed(region, sender.address(), SMTP));
  }

  /** Why the dialogue went no further. */
  static Reason ended(MailServer server, Dialogue dialogue) {
    Cause cause =
        switch (dialogue.ending()) {
          case TURNED_AWAY, COMPLETE, NOTHING_LISTENS -> Cause.REFUSED;
          case DROPPED -> Cause.CUT_OFF;
          case TIMEOUT -> Cause.TIMEOUT;
          case TOO_MUCH, NOT_SMTP -> Cause.MALFORMED;
        };
    return Reason.of(cause, source(server), lastReceived(dialogue));
  }

  /** The last line that the server said, empty where it said nothing. */
  private static String lastReceived(Dialogue dialogue) {
    return dialogue.transcript().reversed().stream()
        .filter(line -> !line.sent())
        .map(MailServer.Line::text)
        .findFirst()
        .orElse("");
  }

  static String source(MailServer server) {
    return server.address() + ":" + server.port();
  }

  private static Finding unknown(String id, Sender sender, MailServer server, Reason reason) {
    return new Finding(
        id,
        sender.resource(),
        Verdict.UNKNOWN,
        Text.of(id + ".unknown", sender.address()),
        reason,
        List.of(transcript(server)),
        Remedy.NONE);
  }

  static Evidence transcript(MailServer server) {
    return Evidence.smtp(source(server), lines(server), server.at());
  }

  /** All that was said. */
  static List<String> lines(MailServer server) {
    return switch (server.dialogue()) {
      case Known<Dialogue>(Dialogue d) when d.listening() ->
          d.transcript().stream().map(l -> (l.sent() ? "> " : "< ") + l.text()).toList();
      case Known<Dialogue> _ -> List.of("connection refused");
      case Unknown<Dialogue>(Reason r) -> List.of((r.cause() + " " + r.detail()).strip());
    };
  }
}
