package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Ingresses;
import io.todoku.rule.Resource;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.MailServer.Ending;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the mail server at an address calls itself, as far as its port 25 tells. */
sealed interface Introduction {

  int SMTP = 25;

  /**
   * @param names at least one, the greeting's first
   * @param unheard why the reply to EHLO, which may say another name, is not known; null where the
   *     dialogue came to it
   */
  record Given(List<String> names, @Nullable Reason unheard) implements Introduction {}

  /**
   * It says none, or nothing at all.
   *
   * @param key of the text, after the rule's name
   * @param reason null where it takes no mail in: nothing answers, and the security groups let
   *     nobody reach it
   */
  record Untold(String key, @Nullable Reason reason) implements Introduction {

    Verdict verdict() {
      return reason == null ? Verdict.NOT_APPLICABLE : Verdict.UNKNOWN;
    }
  }

  Untold CLOSED = new Untold("na.closed", null);

  /** One finding for each sender at which a server may stand: not behind a gateway, nor idle. */
  static List<Finding> each(String rule, Snapshot snapshot, Function<Sender, Finding> judge) {
    List<Sender> servers =
        Sender.judgedIn(snapshot).stream()
            .filter(sender -> !sender.idle())
            .filter(sender -> sender.resource().type() != Resource.Type.NAT_GATEWAY)
            .toList();
    return Senders.judge(rule, snapshot, servers, sender -> Stream.of(judge.apply(sender)));
  }

  static Introduction of(Snapshot snapshot, Sender sender) {
    MailServer server = snapshot.server(sender.address());
    return switch (server.dialogue()) {
      case Unknown<Dialogue>(Reason reason) ->
          (reason.cause() == Cause.TIMEOUT || reason.cause() == Cause.UNREACHABLE)
                  && isClosed(snapshot, sender)
              ? CLOSED
              : new Untold("unknown.server", reason);
      case Known<Dialogue>(Dialogue dialogue) when !dialogue.listening() ->
          isClosed(snapshot, sender)
              ? CLOSED
              : new Untold(
                  "unknown.nothing-listens",
                  Reason.of(Cause.UNREACHABLE, source(server), "connection refused"));
      case Known<Dialogue>(Dialogue dialogue) -> of(server, dialogue);
    };
  }

  private static Introduction of(MailServer server, Dialogue dialogue) {
    List<String> names = HeloNames.of(dialogue);
    Reason reason =
        Reason.of(
            Cause.INCONCLUSIVE,
            source(server),
            Objects.requireNonNullElse(dialogue.greeting(), "no greeting"));
    if (names.isEmpty()) {
      return new Untold("unknown.hidden", reason);
    }
    boolean cutShort = dialogue.ehlo() == null && dialogue.ending() != Ending.COMPLETE;
    return new Given(names, cutShort ? reason : null);
  }

  private static boolean isClosed(Snapshot snapshot, Sender sender) {
    return snapshot.knownRegions().stream()
        .filter(region -> region.name().equals(sender.region()))
        .anyMatch(region -> Ingresses.shownClosed(region, sender.address(), SMTP));
  }

  private static String source(MailServer server) {
    return server.address() + ":" + server.port();
  }

  /** What was said up to the reply to EHLO, or what came instead. */
  static Evidence evidence(MailServer server) {
    List<String> said =
        switch (server.dialogue()) {
          case Known<Dialogue>(Dialogue d) when d.listening() ->
              d.transcript().isEmpty()
                  ? List.of("greeting: " + d.greeting(), "EHLO: " + d.ehlo())
                  : d.transcript().stream()
                      .takeWhile(l -> !l.sent() || l.text().matches("(?i)(EHLO|HELO) .*"))
                      .map(l -> (l.sent() ? "> " : "< ") + l.text())
                      .toList();
          case Known<Dialogue> _ -> List.of("connection refused");
          case Unknown<Dialogue>(Reason r) -> List.of((r.cause() + " " + r.detail()).strip());
        };
    return Evidence.smtp(source(server), said, server.at());
  }
}
