package io.todoku.rule.server;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyOption;
import io.todoku.rule.RemedyStage;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Text;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Security groups open port 25 to the whole world only where a mail server answers. */
@Component
class SmtpNotExposed implements Rule {

  static final String ID = "smtp-not-exposed";

  /** One exposed port 25 and the server behind it. */
  private record Exposure(ExposedPort exposedPort, MailServer server, Snapshot snapshot) {

    Sender sender() {
      return exposedPort.sender();
    }
  }

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.SERVERS).revision(4);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Stream.concat(
            Sender.allIn(snapshot).stream()
                .flatMap(a -> ExposedPort.of(snapshot, a, SmtpServers.SMTP).stream())
                .map(port -> judge(snapshot, port)),
            ExposedPort.notListed(ID, snapshot))
        .toList();
  }

  private static Finding judge(Snapshot snapshot, ExposedPort port) {
    Exposure exposure = new Exposure(port, snapshot.mailServer(port.sender().address()), snapshot);
    Reason notListed = port.notListed();
    return notListed == null
        ? judge(exposure)
        : finding(exposure).unknown(notListed, "unknown.groups", notListed.detail());
  }

  private static Finding judge(Exposure exposure) {
    return switch (exposure.server().dialogue()) {
      case Unknown<SmtpDialogue>(Reason reason) ->
          finding(exposure).unknown(reason, "unknown", exposure.exposedPort().groupIds());
      case Known<SmtpDialogue>(SmtpDialogue dialogue) -> judge(exposure, dialogue);
    };
  }

  private static Finding judge(Exposure exposure, SmtpDialogue dialogue) {
    String groups = exposure.exposedPort().groupIds();
    if (!dialogue.listening()) {
      return finding(exposure).warn("warn.nothing", groups).withRemedy(remedy(exposure));
    }
    if (dialogue.greeting() != null) {
      return finding(exposure).pass("pass", groups);
    }
    return dialogue.ending() == SmtpEnding.NOT_SMTP
        ? finding(exposure).warn("warn.other", groups).withRemedy(remedy(exposure))
        : finding(exposure)
            .unknown(SmtpServers.endingReason(exposure.server(), dialogue), "unknown", groups);
  }

  private static FindingBuilder finding(Exposure exposure) {
    return Finding.of(ID, exposure.sender().resource()).evidence(evidence(exposure));
  }

  private static List<Evidence> evidence(Exposure exposure) {
    List<String> answer =
        switch (exposure.server().dialogue()) {
          case Unknown<SmtpDialogue>(Reason r) -> List.of(r.asEvidence());
          case Known<SmtpDialogue>(SmtpDialogue d) when !d.listening() ->
              List.of("connection refused");
          case Known<SmtpDialogue>(SmtpDialogue d) ->
              d.greeting() == null
                  ? List.of(d.ending().name())
                  : d.greeting().lines().map(line -> "< " + line).toList();
        };
    return List.of(
        exposure.exposedPort().evidence(exposure.snapshot().finishedAt()),
        Evidence.smtp(SmtpServers.hostAndPort(exposure.server()), answer, exposure.server().at()));
  }

  /** No command closes the port of an MX host, because closing it would lose mail. */
  private static Remedy remedy(Exposure exposure) {
    Set<String> exchanges =
        MailServerNames.of(
                exposure.snapshot(), exposure.sender().address(), SmtpDialogue.CONNECTION_REFUSED)
            .mxHosts();
    RemedyStage start = RemedyStage.of(Text.of(ID + ".do.start"));
    return exchanges.isEmpty()
        ? Remedy.oneOf(
                RemedyOption.labelled(
                    Text.of(ID + ".do.close.label"),
                    new RemedyStage(
                        List.of(Text.of(ID + ".do.close", exposure.exposedPort().groupIds())),
                        exposure.exposedPort().closingBlocks())),
                RemedyOption.labelled(Text.of(ID + ".do.start.label"), start))
            .cautioning(Text.of("security-group.whole-rule"))
            .linking(exposure.exposedPort().groupPages())
        : Remedy.NONE
            .changing(start)
            .cautioning(Text.of(ID + ".do.mx", String.join(", ", exchanges)))
            .linking(exposure.exposedPort().groupPages());
  }
}
