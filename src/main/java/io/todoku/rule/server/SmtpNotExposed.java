package io.todoku.rule.server;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Security groups open port 25 to the whole world only where a mail server answers. */
@Component
class SmtpNotExposed implements Rule {

  static final String ID = "smtp-not-exposed";

  private static final int SMTP = 25;

  /** What was seen of one address. */
  private record Exposure(ExposedPort exposedPort, MailServer server, Snapshot snapshot) {

    Sender sender() {
      return exposedPort.sender();
    }
  }

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.SERVERS);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Stream.concat(
            Sender.allIn(snapshot).stream()
                .flatMap(a -> ExposedPort.of(snapshot, a, SMTP).stream())
                .map(door -> judge(snapshot, door)),
            ExposedPort.notListed(ID, snapshot))
        .toList();
  }

  private static Finding judge(Snapshot snapshot, ExposedPort door) {
    Exposure exposure = new Exposure(door, snapshot.mailServer(door.sender().address()), snapshot);
    Reason unseen = door.notListed();
    return unseen == null
        ? judge(exposure)
        : finding(exposure, Verdict.UNKNOWN, "unknown.groups", unseen.detail(), unseen);
  }

  private static Finding judge(Exposure exposure) {
    return switch (exposure.server().dialogue()) {
      case Unknown<SmtpDialogue>(Reason reason) ->
          finding(exposure, Verdict.UNKNOWN, "unknown", exposure.exposedPort().groupIds(), reason);
      case Known<SmtpDialogue>(SmtpDialogue dialogue) -> judge(exposure, dialogue);
    };
  }

  private static Finding judge(Exposure exposure, SmtpDialogue dialogue) {
    if (!dialogue.listening()) {
      return finding(
          exposure, Verdict.WARN, "warn.nothing", exposure.exposedPort().groupIds(), null);
    }
    if (dialogue.greeting() != null) {
      return finding(exposure, Verdict.PASS, "pass", exposure.exposedPort().groupIds(), null);
    }
    return dialogue.ending() == SmtpEnding.NOT_SMTP
        ? finding(exposure, Verdict.WARN, "warn.other", exposure.exposedPort().groupIds(), null)
        : finding(
            exposure,
            Verdict.UNKNOWN,
            "unknown",
            exposure.exposedPort().groupIds(),
            Reason.of(
                dialogue.ending() == SmtpEnding.TIMEOUT ? Cause.TIMEOUT : Cause.CUT_OFF,
                exposure.sender().address() + ":" + SMTP,
                dialogue.ending().name()));
  }

  private static Finding finding(
      Exposure exposure, Verdict verdict, String key, String groups, @Nullable Reason reason) {
    return new Finding(
        ID,
        exposure.sender().resource(),
        verdict,
        Text.of(ID + "." + key, exposure.sender().address(), groups),
        reason,
        evidence(exposure),
        verdict == Verdict.WARN ? remedy(exposure) : Remedy.NONE);
  }

  private static List<Evidence> evidence(Exposure exposure) {
    List<String> answer =
        switch (exposure.server().dialogue()) {
          case Unknown<SmtpDialogue>(Reason r) -> List.of((r.cause() + " " + r.detail()).strip());
          case Known<SmtpDialogue>(SmtpDialogue d) when !d.listening() ->
              List.of("connection refused");
          case Known<SmtpDialogue>(SmtpDialogue d) ->
              d.greeting() == null
                  ? List.of(d.ending().name())
                  : d.greeting().lines().map(line -> "< " + line).toList();
        };
    return List.of(
        exposure.exposedPort().evidence(exposure.snapshot().finishedAt()),
        Evidence.smtp(exposure.sender().address() + ":" + SMTP, answer, exposure.server().at()));
  }

  /** Where an MX leads, shutting the port would lose mail: no command for that. */
  private static Remedy remedy(Exposure exposure) {
    Set<String> exchanges =
        MailServerNames.of(
                exposure.snapshot(), exposure.sender().address(), SmtpDialogue.CONNECTION_REFUSED)
            .mxHosts();
    return exchanges.isEmpty()
        ? new Remedy(
            List.of(
                Text.of(ID + ".do.close", exposure.exposedPort().groupIds()),
                Text.of(ID + ".do.start")),
            exposure.exposedPort().closingCommands())
        : new Remedy(
            List.of(
                Text.of(ID + ".do.mx", String.join(", ", exchanges)), Text.of(ID + ".do.start")),
            List.of());
  }
}
