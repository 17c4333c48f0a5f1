package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.IngressRules;
import io.todoku.rule.Resource;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
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
sealed interface HeloIdentity {

  int SMTP = 25;

  /**
   * @param names at least one, the greeting's first
   * @param unheard why the reply to EHLO, which may say another name, is not known; null where the
   *     dialogue came to it
   */
  record PresentedHeloNames(List<String> names, @Nullable Reason missingEhloReason)
      implements HeloIdentity {}

  /**
   * It says none, or nothing at all.
   *
   * @param key of the text, after the rule's name
   * @param reason null where it takes no mail in: nothing answers, and the security groups let
   *     nobody reach it
   */
  record MissingHeloName(String key, @Nullable Reason reason) implements HeloIdentity {

    Verdict verdict() {
      return reason == null ? Verdict.NOT_APPLICABLE : Verdict.UNKNOWN;
    }
  }

  MissingHeloName CLOSED = new MissingHeloName("na.closed", null);

  /** One finding for each sender at which a server may stand: not behind a gateway, nor idle. */
  static List<Finding> judgeEachServer(
      String rule, Snapshot snapshot, Function<Sender, Finding> judge) {
    List<Sender> servers =
        Sender.possibleIn(snapshot).stream()
            .filter(sender -> !sender.idle())
            .filter(sender -> sender.resource().type() != Resource.Type.NAT_GATEWAY)
            .toList();
    return Senders.judgeEach(rule, snapshot, servers, sender -> Stream.of(judge.apply(sender)));
  }

  static HeloIdentity of(Snapshot snapshot, Sender sender) {
    MailServer server = snapshot.mailServer(sender.address());
    return switch (server.dialogue()) {
      case Unknown<SmtpDialogue>(Reason reason) ->
          (reason.cause() == Cause.TIMEOUT || reason.cause() == Cause.UNREACHABLE)
                  && isClosed(snapshot, sender)
              ? CLOSED
              : new MissingHeloName("unknown.server", reason);
      case Known<SmtpDialogue>(SmtpDialogue dialogue) when !dialogue.listening() ->
          isClosed(snapshot, sender)
              ? CLOSED
              : new MissingHeloName(
                  "unknown.nothing-listens",
                  Reason.of(Cause.UNREACHABLE, source(server), "connection refused"));
      case Known<SmtpDialogue>(SmtpDialogue dialogue) -> of(server, dialogue);
    };
  }

  private static HeloIdentity of(MailServer server, SmtpDialogue dialogue) {
    List<String> names = HeloNames.of(dialogue);
    Reason reason =
        Reason.of(
            Cause.INCONCLUSIVE,
            source(server),
            Objects.requireNonNullElse(dialogue.greeting(), "no greeting"));
    if (names.isEmpty()) {
      return new MissingHeloName("unknown.hidden", reason);
    }
    boolean cutShort = dialogue.ehlo() == null && dialogue.ending() != SmtpEnding.COMPLETE;
    return new PresentedHeloNames(names, cutShort ? reason : null);
  }

  private static boolean isClosed(Snapshot snapshot, Sender sender) {
    return snapshot.knownRegions().stream()
        .filter(region -> region.name().equals(sender.region()))
        .anyMatch(region -> IngressRules.isKnownClosed(region, sender.address(), SMTP));
  }

  private static String source(MailServer server) {
    return server.address() + ":" + server.port();
  }

  /** What was said up to the reply to EHLO, or what came instead. */
  static Evidence evidence(MailServer server) {
    List<String> said =
        switch (server.dialogue()) {
          case Known<SmtpDialogue>(SmtpDialogue d) when d.listening() ->
              d.transcript().isEmpty()
                  ? List.of("greeting: " + d.greeting(), "EHLO: " + d.ehlo())
                  : d.transcript().stream()
                      .takeWhile(l -> !l.sent() || l.text().matches("(?i)(EHLO|HELO) .*"))
                      .map(l -> (l.sent() ? "> " : "< ") + l.text())
                      .toList();
          case Known<SmtpDialogue> _ -> List.of("connection refused");
          case Unknown<SmtpDialogue>(Reason r) -> List.of((r.cause() + " " + r.detail()).strip());
        };
    return Evidence.smtp(source(server), said, server.at());
  }
}
