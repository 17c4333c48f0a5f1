package io.todoku.rule.server;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.RecipientForm;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A mail server carries no mail from strangers to third parties. */
@Component
class NoOpenRelay implements Rule {

  static final String ID = "no-open-relay";

  private static final Predicate<RelayAttempt> ANY = attempt -> true;

  /** How many forms a verdict of closed stands on; see the rule's page. */
  private static final Map<RecipientForm, Integer> REQUIRED_ATTEMPTS =
      Map.of(RecipientForm.PLAIN, 4, RecipientForm.ROUTED, 2, RecipientForm.ODD_LOCAL_PART, 7);

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.SERVERS).order(10);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Senders.judgeEach(
        ID,
        snapshot,
        sendersToJudge(snapshot),
        sender ->
            sender.idle() || sender.resource().type() == Resource.Type.NAT_GATEWAY
                ? Stream.empty()
                : Stream.of(judge(snapshot, sender)));
  }

  /**
   * The addresses at which mail servers may answer. That somebody said of one that it sends no mail
   * does not hide that it was seen to.
   */
  private static List<Sender> sendersToJudge(Snapshot snapshot) {
    return Sender.allIn(snapshot).stream()
        .filter(sender ->
            switch (sender.role()) {
              case SENDS, CANDIDATE, UNDETERMINED, RECEIVES -> true;
              case OVERRULED ->
                  snapshot.mailServer(sender.address()).dialogue()
                          instanceof Known<SmtpDialogue>(var d)
                      && accepted(d, ANY);
              case NO_SIGN -> false;
            })
        .toList();
  }

  private static Finding judge(Snapshot snapshot, Sender sender) {
    MailServer server = snapshot.mailServer(sender.address());
    return switch (server.dialogue()) {
      case Unknown<SmtpDialogue>(Reason reason) ->
          SmtpServers.isClosedByGroups(snapshot, sender, reason)
              ? finding(sender, server, Verdict.NOT_APPLICABLE, "na.closed", null)
              : finding(sender, server, Verdict.UNKNOWN, "unknown", reason);
      case Known<SmtpDialogue>(SmtpDialogue dialogue) -> judge(snapshot, sender, server, dialogue);
    };
  }

  private static Finding judge(
      Snapshot snapshot, Sender sender, MailServer server, SmtpDialogue dialogue) {
    if (!dialogue.listening()) {
      return SmtpServers.isClosedToAll(snapshot, sender)
          ? finding(sender, server, Verdict.NOT_APPLICABLE, "na.closed", null)
          : finding(
              sender,
              server,
              Verdict.UNKNOWN,
              "unknown.nothing-listens",
              Reason.of(Cause.UNREACHABLE, SmtpServers.hostAndPort(server), "connection refused"));
    }
    Optional<Reason> own =
        RelayTestRecipient.inconclusiveReason(snapshot, server, dialogue, accepted(dialogue, ANY));
    if (own.isPresent()) {
      String key = own.get().cause() == Cause.NOT_CONFIGURED ? "unknown.own" : "unknown";
      return finding(sender, server, Verdict.UNKNOWN, key, own.get());
    }
    if (accepted(dialogue, a -> a.form() != RecipientForm.ODD_LOCAL_PART)) {
      return finding(sender, server, Verdict.FAIL, "fail", null);
    }
    Optional<Reason> doubt = inconclusiveReason(server, dialogue);
    if (doubt.isPresent()) {
      return finding(sender, server, Verdict.UNKNOWN, "unknown", doubt.get());
    }
    return accepted(dialogue, ANY)
        ? finding(sender, server, Verdict.WARN, "warn.odd", null)
        : finding(sender, server, Verdict.PASS, "pass", null);
  }

  private static boolean accepted(SmtpDialogue dialogue, Predicate<RelayAttempt> which) {
    return dialogue.attempts().stream()
        .filter(which)
        .anyMatch(a -> a.rcptReply() != null && a.rcptReply().accepted());
  }

  /** Why the refusals do not prove that the server is closed; empty where they do. */
  private static Optional<Reason> inconclusiveReason(MailServer server, SmtpDialogue dialogue) {
    if (dialogue.ending() != SmtpEnding.COMPLETE) {
      return Optional.of(SmtpServers.endingReason(server, dialogue));
    }
    for (RecipientForm form : RecipientForm.values()) {
      long asked = dialogue.attempts().stream().filter(a -> a.form() == form).count();
      if (asked < Objects.requireNonNull(REQUIRED_ATTEMPTS.get(form))) {
        return Optional.of(
            Reason.of(Cause.NOT_ASKED, SmtpServers.hostAndPort(server), form.name()));
      }
    }
    Optional<RelayAttempt> other =
        dialogue.attempts().stream()
            .filter(a -> a.rcptReply() == null || !a.rcptReply().accepted())
            .filter(a ->
                !RelayRefusal.refusesRelaying(a) && !RelayRefusal.isOpenSmtpdRefusal(dialogue, a))
            .findFirst();
    if (other.isPresent()) {
      return Optional.of(
          Reason.of(
              Cause.INCONCLUSIVE,
              SmtpServers.hostAndPort(server),
              RelayRefusal.replyText(other.get())));
    }
    if (dialogue.recipientDomain() == null || !dialogue.recipientDomainHasMx()) {
      return Optional.of(
          new Reason(
              Cause.NOT_CONFIGURED,
              SmtpServers.hostAndPort(server),
              dialogue.recipientDomain() == null ? "" : dialogue.recipientDomain() + " MX",
              "todoku.probe.relay-recipient"));
    }
    return Optional.empty();
  }

  private static Finding finding(
      Sender sender, MailServer server, Verdict verdict, String key, @Nullable Reason reason) {
    return new Finding(
        ID,
        sender.resource(),
        verdict,
        Text.of(ID + "." + key, sender.address()),
        reason,
        List.of(SmtpServers.transcriptEvidence(server)),
        remedy(verdict, server));
  }

  private static Remedy remedy(Verdict verdict, MailServer server) {
    return server.dialogue() instanceof Known<SmtpDialogue>(SmtpDialogue dialogue)
        ? remedy(verdict, dialogue)
        : Remedy.NONE;
  }

  private static Remedy remedy(Verdict verdict, SmtpDialogue dialogue) {
    return switch (verdict) {
      case FAIL ->
          Remedy.of(Text.of(ID + ".do.networks"))
              .then(RelayRemedies.CLOSE.forSoftware(Fingerprint.identify(dialogue)))
              .then(Remedy.of(Text.of(ID + ".do.queue")));
      case WARN -> RelayRemedies.ODD_LOCAL_PARTS.forSoftware(Fingerprint.identify(dialogue));
      case UNKNOWN ->
          dialogue.attempts().stream().anyMatch(RelayRefusal::isTemporary)
              ? RelayRemedies.PERMANENT_REFUSAL.forSoftware(Fingerprint.identify(dialogue))
              : Remedy.NONE;
      case PASS, NOT_APPLICABLE -> Remedy.NONE;
    };
  }
}
