package io.todoku.rule.server;

import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Fingerprint;
import io.todoku.rule.Fingerprint.SmtpSoftware;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.RecipientForm;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A mail server refuses to relay mail from strangers to other domains. */
@Component
class NoOpenRelay implements Rule {

  static final String ID = "no-open-relay";

  private static final Predicate<RelayAttempt> ANY = attempt -> true;

  /** How many attempts of each form must be refused for a PASS; see the rule's page. */
  private static final Map<RecipientForm, Integer> REQUIRED_ATTEMPTS =
      Map.of(RecipientForm.PLAIN, 4, RecipientForm.ROUTED, 2, RecipientForm.ODD_LOCAL_PART, 7);

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.SERVERS).order(10).revision(2);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Senders.judgeEachServer(ID, snapshot, sender -> Stream.of(judge(snapshot, sender)));
  }

  private static Finding judge(Snapshot snapshot, Sender sender) {
    MailServer server = snapshot.mailServer(sender.address());
    return switch (server.dialogue()) {
      case Unknown<SmtpDialogue>(Reason reason) ->
          SmtpServers.isClosedByGroups(snapshot, sender, reason)
              ? finding(sender, server).notApplicable("na.closed")
              : finding(sender, server).unknown(reason, "unknown");
      case Known<SmtpDialogue>(SmtpDialogue dialogue) -> judge(snapshot, sender, server, dialogue);
    };
  }

  private static Finding judge(
      Snapshot snapshot, Sender sender, MailServer server, SmtpDialogue dialogue) {
    if (!dialogue.listening()) {
      return SmtpServers.isClosedToAll(snapshot, sender)
          ? finding(sender, server).notApplicable("na.closed")
          : finding(sender, server)
              .unknown(
                  Reason.of(
                      ReasonKind.UNREACHABLE,
                      SmtpServers.hostAndPort(server),
                      "connection refused"),
                  "unknown.nothing-listens");
    }
    Optional<Reason> unsuitableRecipient =
        RelayTestRecipient.inconclusiveReason(snapshot, server, dialogue, accepted(dialogue, ANY));
    if (unsuitableRecipient.isPresent()) {
      Reason reason = unsuitableRecipient.get();
      String key = reason.kind() == ReasonKind.NOT_CONFIGURED ? "unknown.own" : "unknown";
      return unknown(sender, server, dialogue, reason, key);
    }
    if (accepted(dialogue, a -> a.form() != RecipientForm.ODD_LOCAL_PART)) {
      return finding(sender, server)
          .fail("fail")
          .withRemedy(RelayRemedies.close(Fingerprint.identify(dialogue)));
    }
    Optional<Reason> inconclusive =
        inconclusiveReason(server, dialogue)
            .or(() -> ServedDomainSenders.notAskedReason(snapshot, server, dialogue));
    if (inconclusive.isPresent()) {
      return unknown(sender, server, dialogue, inconclusive.get(), "unknown");
    }
    SmtpSoftware software = Fingerprint.identify(dialogue);
    if (accepted(dialogue, ANY)) {
      return finding(sender, server)
          .warn("warn.odd")
          .withRemedy(RelayRemedies.refuseOddLocalParts(software));
    }
    return dialogue.attempts().stream().anyMatch(RelayRefusal::isTemporary)
        ? finding(sender, server)
            .warn("warn.temporary")
            .withRemedy(RelayRemedies.PERMANENT_REFUSAL.forSoftware(software))
        : finding(sender, server).pass("pass");
  }

  private static boolean accepted(SmtpDialogue dialogue, Predicate<RelayAttempt> which) {
    return dialogue.attempts().stream()
        .filter(which)
        .anyMatch(a -> a.rcptReply() != null && a.rcptReply().accepted());
  }

  /** Why the refusals do not prove that the server refuses to relay; empty where they do. */
  private static Optional<Reason> inconclusiveReason(MailServer server, SmtpDialogue dialogue) {
    if (dialogue.ending() != SmtpEnding.COMPLETE) {
      return Optional.of(SmtpServers.endingReason(server, dialogue));
    }
    for (RecipientForm form : RecipientForm.values()) {
      long asked = dialogue.attempts().stream().filter(a -> a.form() == form).count();
      if (asked < Objects.requireNonNull(REQUIRED_ATTEMPTS.get(form))) {
        return Optional.of(
            Reason.of(ReasonKind.NOT_ASKED, SmtpServers.hostAndPort(server), form.name()));
      }
    }
    Optional<RelayAttempt> other =
        dialogue.attempts().stream()
            .filter(a -> a.rcptReply() == null || !a.rcptReply().accepted())
            .filter(a ->
                !RelayRefusal.refusesRelaying(a)
                    && !RelayRefusal.isOpenSmtpdRefusal(dialogue, a)
                    && !RelayRefusal.isPostfixDeferral(dialogue, a))
            .findFirst();
    if (other.isPresent()) {
      return Optional.of(
          Reason.of(
              ReasonKind.INCONCLUSIVE,
              SmtpServers.hostAndPort(server),
              RelayRefusal.replyText(other.get())));
    }
    if (dialogue.recipientDomain() == null || !dialogue.recipientDomainHasMx()) {
      return Optional.of(
          new Reason(
              ReasonKind.NOT_CONFIGURED,
              SmtpServers.hostAndPort(server),
              dialogue.recipientDomain() == null ? "" : dialogue.recipientDomain() + " MX",
              "todoku.probe.relay-recipient"));
    }
    return Optional.empty();
  }

  private static FindingBuilder finding(Sender sender, MailServer server) {
    return Finding.of(ID, sender.resource()).evidence(SmtpServers.transcriptEvidence(server));
  }

  /** A refusal with 4xx is inconclusive, so the remedy is to make it permanent. */
  private static Finding unknown(
      Sender sender, MailServer server, SmtpDialogue dialogue, Reason reason, String key) {
    Remedy remedy =
        dialogue.attempts().stream().anyMatch(RelayRefusal::isTemporary)
            ? RelayRemedies.PERMANENT_REFUSAL.forSoftware(Fingerprint.identify(dialogue))
            : Remedy.NONE;
    return finding(sender, server).unknown(reason, key).withRemedy(remedy);
  }
}
