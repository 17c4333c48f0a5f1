package io.todoku.rule.address;

import io.todoku.rule.BlockKind;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.IngressRules;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailServer.TranscriptLine;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names by which the mail server at an address calls itself, as seen on its port 25. */
sealed interface HeloIdentity {

  int SMTP = 25;

  /**
   * @param names at least one; the greeting's name first
   * @param missingEhloReason why the reply to EHLO, which may hold another name, is not known; null
   *     where the server replied to EHLO
   */
  record PresentedHeloNames(List<String> names, @Nullable Reason missingEhloReason)
      implements HeloIdentity {}

  /**
   * The server gave no name.
   *
   * @param key of the text, after the rule's id
   * @param reason why the name is not known; null where the server takes no mail in: nothing
   *     answers, and the security groups let nobody reach it
   */
  record MissingHeloName(String key, @Nullable Reason reason) implements HeloIdentity {

    /** Ends the finding of a rule that needs the name. */
    Finding finding(FindingBuilder finding) {
      return reason == null ? finding.notApplicable(key) : finding.unknown(reason, key);
    }
  }

  MissingHeloName CLOSED = new MissingHeloName("na.closed", null);

  /** One finding for each sender that may be a server: not a NAT gateway, and not idle. */
  static List<Finding> judgeEachServer(
      String rule, Snapshot snapshot, Function<Sender, Finding> judge) {
    List<Sender> servers =
        Sender.possibleIn(snapshot).stream()
            .filter(sender -> !sender.idle())
            .filter(Sender::canListen)
            .toList();
    return Senders.judgeEach(rule, snapshot, servers, sender -> Stream.of(judge.apply(sender)));
  }

  static HeloIdentity of(Snapshot snapshot, Sender sender) {
    MailServer server = snapshot.mailServer(sender.address());
    return switch (server.dialogue()) {
      case Unknown<SmtpDialogue>(Reason reason) ->
          (reason.kind() == ReasonKind.TIMEOUT || reason.kind() == ReasonKind.UNREACHABLE)
                  && isClosed(snapshot, sender)
              ? CLOSED
              : new MissingHeloName("unknown.server", reason);
      case Known<SmtpDialogue>(SmtpDialogue dialogue) when !dialogue.listening() ->
          isClosed(snapshot, sender)
              ? CLOSED
              : new MissingHeloName(
                  "unknown.nothing-listens",
                  Reason.of(ReasonKind.UNREACHABLE, source(server), "connection refused"));
      case Known<SmtpDialogue>(SmtpDialogue dialogue) -> of(server, dialogue);
    };
  }

  /**
   * UNKNOWN instead of a complaint about the greeting of a receive connector of Microsoft Exchange:
   * its name is not the one that the server sends with, which is set at the send connector and not
   * seen from outside.
   *
   * @param names of the greeting
   * @param judged by the greeting
   * @param unknown ends the finding instead
   */
  static Finding asReceiveConnector(
      Snapshot snapshot, List<String> names, Finding judged, FindingBuilder unknown) {
    boolean complaint = judged.verdict() == Verdict.FAIL || judged.verdict() == Verdict.WARN;
    MailServer server = snapshot.mailServer(String.valueOf(judged.resource().address()));
    if (!complaint || !isReceiveConnector(server)) {
      return judged;
    }
    String greeted = String.join(", ", names);
    return unknown
        .unknown(
            Reason.of(ReasonKind.INCONCLUSIVE, source(server), greeted),
            "unknown.connector",
            greeted)
        .withRemedy(
            Remedy.NONE.looking(
                Text.of("helo.do.connector", server.address()),
                RemedyBlock.of(
                    BlockKind.EXCHANGE_SHELL, "Get-SendConnector | Format-List Name,Fqdn")));
  }

  private static boolean isReceiveConnector(MailServer server) {
    return server.dialogue() instanceof Known<SmtpDialogue>(SmtpDialogue dialogue)
        && (dialogue.extensions().stream().anyMatch(HeloIdentity::isOfExchange)
            || (dialogue.greeting() != null
                && dialogue.greeting().contains("Microsoft ESMTP MAIL Service")));
  }

  /** Whether only Exchange offers the extension, which tells it where its greeting was changed. */
  private static boolean isOfExchange(String extension) {
    return extension
        .toUpperCase(Locale.ROOT)
        .matches("(X-ANONYMOUSTLS|X-EXPS|XEXCH50|XRDST)( .*)?");
  }

  private static HeloIdentity of(MailServer server, SmtpDialogue dialogue) {
    List<String> names = HeloNames.of(dialogue);
    Reason reason =
        Reason.of(
            ReasonKind.INCONCLUSIVE,
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

  /** The dialogue up to the reply to EHLO, or why there was none. */
  static Evidence evidence(MailServer server) {
    List<String> transcript =
        switch (server.dialogue()) {
          case Known<SmtpDialogue>(SmtpDialogue d) when d.listening() ->
              d.transcript().isEmpty()
                  ? List.of("greeting: " + d.greeting(), "EHLO: " + d.ehlo())
                  : d.transcript().stream()
                      .takeWhile(l -> !l.sent() || l.text().matches("(?i)(EHLO|HELO) .*"))
                      .map(TranscriptLine::withDirection)
                      .toList();
          case Known<SmtpDialogue> _ -> List.of("connection refused");
          case Unknown<SmtpDialogue>(Reason r) -> List.of(r.asEvidence());
        };
    return Evidence.smtp(source(server), transcript, server.at());
  }
}
