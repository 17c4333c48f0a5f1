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
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.MailServer.Ending;
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
  private record Exposure(Door door, MailServer server, Snapshot snapshot) {

    Sender address() {
      return door.address();
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
                .flatMap(a -> Door.of(snapshot, a, SMTP).stream())
                .map(door -> judge(snapshot, door)),
            Door.unseen(ID, snapshot))
        .toList();
  }

  private static Finding judge(Snapshot snapshot, Door door) {
    Exposure exposure = new Exposure(door, snapshot.server(door.address().address()), snapshot);
    Reason unseen = door.unseen();
    return unseen == null
        ? judge(exposure)
        : finding(exposure, Verdict.UNKNOWN, "unknown.groups", unseen.detail(), unseen);
  }

  private static Finding judge(Exposure exposure) {
    return switch (exposure.server().dialogue()) {
      case Unknown<Dialogue>(Reason reason) ->
          finding(exposure, Verdict.UNKNOWN, "unknown", exposure.door().groups(), reason);
      case Known<Dialogue>(Dialogue dialogue) -> judge(exposure, dialogue);
    };
  }

  private static Finding judge(Exposure exposure, Dialogue dialogue) {
    if (!dialogue.listening()) {
      return finding(exposure, Verdict.WARN, "warn.nothing", exposure.door().groups(), null);
    }
    if (dialogue.greeting() != null) {
      return finding(exposure, Verdict.PASS, "pass", exposure.door().groups(), null);
    }
    return dialogue.ending() == Ending.NOT_SMTP
        ? finding(exposure, Verdict.WARN, "warn.other", exposure.door().groups(), null)
        : finding(
            exposure,
            Verdict.UNKNOWN,
            "unknown",
            exposure.door().groups(),
            Reason.of(
                dialogue.ending() == Ending.TIMEOUT ? Cause.TIMEOUT : Cause.CUT_OFF,
                exposure.address().address() + ":" + SMTP,
                dialogue.ending().name()));
  }

  private static Finding finding(
      Exposure exposure, Verdict verdict, String key, String groups, @Nullable Reason reason) {
    return new Finding(
        ID,
        exposure.address().resource(),
        verdict,
        Text.of(ID + "." + key, exposure.address().address(), groups),
        reason,
        evidence(exposure),
        verdict == Verdict.WARN ? remedy(exposure) : Remedy.NONE);
  }

  private static List<Evidence> evidence(Exposure exposure) {
    List<String> answer =
        switch (exposure.server().dialogue()) {
          case Unknown<Dialogue>(Reason r) -> List.of((r.cause() + " " + r.detail()).strip());
          case Known<Dialogue>(Dialogue d) when !d.listening() -> List.of("connection refused");
          case Known<Dialogue>(Dialogue d) ->
              d.greeting() == null
                  ? List.of(d.ending().name())
                  : d.greeting().lines().map(line -> "< " + line).toList();
        };
    return List.of(
        exposure.door().evidence(exposure.snapshot().finishedAt()),
        Evidence.smtp(exposure.address().address() + ":" + SMTP, answer, exposure.server().at()));
  }

  /** Where an MX leads, shutting the port would lose mail: no command for that. */
  private static Remedy remedy(Exposure exposure) {
    Set<String> exchanges =
        HostNames.of(exposure.snapshot(), exposure.address().address(), Dialogue.NOTHING)
            .exchanges();
    return exchanges.isEmpty()
        ? new Remedy(
            List.of(Text.of(ID + ".do.close", exposure.door().groups()), Text.of(ID + ".do.start")),
            exposure.door().shutting())
        : new Remedy(
            List.of(
                Text.of(ID + ".do.mx", String.join(", ", exchanges)), Text.of(ID + ".do.start")),
            List.of());
  }
}
