package io.todoku.rule.limit;

import io.todoku.rule.AwsConsole;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.NotCollected;
import io.todoku.rule.Placeholder;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.Resource;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.ShellArgument;
import io.todoku.rule.Text;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Ses;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * SES lets an account that has identities send: out of the sandbox, not paused, with quota left for
 * the day, and as each of its identities.
 */
@Component
class SesProductionAccess implements Rule {

  static final String ID = "ses-production-access";

  private static final double NEARLY_USED_SHARE = 0.8;

  /** Identities listed in the evidence; an account may have 10,000. */
  private static final int MAX_NAMED = 10;

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.LIMITS).revision(3);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Stream.concat(
            snapshot.knownRegions().stream().flatMap(region -> judge(snapshot, region)),
            NotCollected.findings(ID, snapshot, region -> List.of(region.ses())).stream())
        .toList();
  }

  /** No finding where SES has no identity, because nothing is sent by it then. */
  private static Stream<Finding> judge(Snapshot snapshot, RegionInventory region) {
    if (!(region.ses() instanceof Known<Ses>(Ses ses)) || ses.identities().isEmpty()) {
      return Stream.empty();
    }
    Evidence identities =
        Evidence.aws(
            "ses:ListEmailIdentities --region " + region.name(),
            Stream.concat(
                    ses.identities().stream()
                        .limit(MAX_NAMED)
                        .map(identity ->
                            "%s %s".formatted(identity.name(), identity.verificationStatus())),
                    ses.identities().size() > MAX_NAMED
                        ? Stream.of("(%d in all)".formatted(ses.identities().size()))
                        : Stream.empty())
                .toList(),
            snapshot.finishedAt());
    SesIdentities states = new SesIdentities(snapshot, region.name(), ses.identities());
    FindingBuilder finding = Finding.of(ID, Resource.region(region.name())).evidence(identities);
    return Stream.of(
        switch (ses.account()) {
          case Unknown<Ses.SesAccount>(Reason reason) ->
              judgeIdentities(
                      region.name(),
                      states,
                      finding
                          .evidence(Evidence.awsFailure(reason, snapshot.finishedAt()))
                          .evidence(states.evidence()))
                  .orElseGet(() -> finding.unknown(reason, "unknown"));
          case Known<Ses.SesAccount>(Ses.SesAccount account) ->
              judge(
                  region.name(),
                  account,
                  states,
                  finding
                      .evidence(evidence(snapshot, region, account))
                      .evidence(states.evidence())
                      .evidence(dedicatedIps(snapshot, region, ses)));
        });
  }

  /** The addresses that only this account's mail leaves from; none where there are none. */
  private static List<Evidence> dedicatedIps(Snapshot snapshot, RegionInventory region, Ses ses) {
    List<String> lines =
        ses.dedicatedIps().orElse(List.of()).stream()
            .map(ip -> "%s %s %s".formatted(ip.address(), ip.warmupStatus(), ip.pool()).strip())
            .toList();
    return lines.isEmpty()
        ? List.of()
        : List.of(
            Evidence.aws(
                "ses:GetDedicatedIps --region " + region.name(), lines, snapshot.finishedAt()));
  }

  /** The failure of identities that SES refuses to send as; empty where there are none. */
  private static Optional<Finding> judgeIdentities(
      String region, SesIdentities states, FindingBuilder finding) {
    if (states.failed().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        finding
            .fail(states.noneVerified() ? "fail.none" : "fail.identity", states.failed())
            .withRemedy(verifyRemedy(region)));
  }

  private static Evidence evidence(
      Snapshot snapshot, RegionInventory region, Ses.SesAccount account) {
    return Evidence.aws(
        "ses:GetAccount --region " + region.name(),
        List.of(
            "ProductionAccessEnabled=" + account.productionAccess(),
            "SendingEnabled=" + account.sendingEnabled(),
            "EnforcementStatus=" + account.enforcementStatus(),
            "SentLast24Hours=" + round(account.sentLast24Hours()),
            "Max24HourSend=" + round(account.max24HourSend()),
            "MaxSendRate=" + round(account.maxSendRate())),
        snapshot.finishedAt());
  }

  private static Finding judge(
      String region, Ses.SesAccount account, SesIdentities states, FindingBuilder finding) {
    String status = account.enforcementStatus();
    String sent = round(account.sentLast24Hours());
    String quota = round(account.max24HourSend());
    if (status.equals("SHUTDOWN")) {
      return finding.fail("fail.shutdown", sent, quota).withRemedy(stepRemedy("appeal"));
    }
    if (!account.sendingEnabled()) {
      return finding.fail("fail.disabled", sent, quota).withRemedy(enableRemedy(region));
    }
    Optional<Finding> refused = judgeIdentities(region, states, finding);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (!account.productionAccess()) {
      return finding.fail("fail.sandbox", sent, quota).withRemedy(productionRemedy(region));
    }
    if (!status.equals("PROBATION") && !status.equals("HEALTHY")) {
      return finding.unknown(
          Reason.of(ReasonKind.INCONCLUSIVE, "ses:GetAccount EnforcementStatus", status),
          "unknown.status",
          status);
    }
    if (states.unknownReason() != null) {
      return finding.unknown(states.unknownReason(), "unknown.identity");
    }
    if (status.equals("PROBATION")) {
      return finding.warn("warn.probation", sent, quota).withRemedy(stepRemedy("reputation"));
    }
    if (isNearlyUsed(account)) {
      return finding.warn("warn.quota", sent, quota).withRemedy(stepRemedy("quota"));
    }
    return judgeWeakIdentities(region, states, finding)
        .orElseGet(() -> finding.pass("pass", sent, quota));
  }

  /** What SES sends all the same, but receivers may distrust. */
  private static Optional<Finding> judgeWeakIdentities(
      String region, SesIdentities states, FindingBuilder finding) {
    if (!states.temporarilyFailed().isEmpty()) {
      return Optional.of(
          finding
              .warn("warn.identity", states.temporarilyFailed())
              .withRemedy(verifyRemedy(region)));
    }
    if (!states.covered().isEmpty()) {
      return Optional.of(
          finding
              .warn("warn.covered", states.covered())
              .withRemedy(Remedy.of(Text.of(ID + ".do.covered"))));
    }
    if (!states.unsigned().isEmpty()) {
      return Optional.of(
          finding.warn("warn.dkim", states.unsigned()).withRemedy(verifyRemedy(region)));
    }
    return states.wrongMailFrom().isEmpty()
        ? Optional.empty()
        : Optional.of(
            finding
                .warn("warn.mail-from", states.wrongMailFrom())
                .withRemedy(Remedy.of(Text.of(ID + ".do.mail-from", region))));
  }

  /** A quota below zero means that there is no limit; of a quota of zero nothing is left. */
  private static boolean isNearlyUsed(Ses.SesAccount account) {
    double quota = account.max24HourSend();
    return quota == 0 || (quota > 0 && account.sentLast24Hours() > NEARLY_USED_SHARE * quota);
  }

  private static String round(double number) {
    return String.valueOf(Math.round(number));
  }

  private static Remedy stepRemedy(String key) {
    return Remedy.of(Text.of(ID + ".do." + key));
  }

  /** SES shows the records that it looks for. */
  private static Remedy verifyRemedy(String region) {
    String inRegion = " --region " + ShellArgument.quote(region);
    return Remedy.of(
            List.of(Text.of(ID + ".do.verify")),
            List.of(
                RemedyBlock.aws("aws sesv2 list-email-identities" + inRegion),
                RemedyBlock.aws(
                    "aws sesv2 get-email-identity --email-identity "
                        + Placeholder.SES_IDENTITY.token()
                        + inRegion)))
        .linking(AwsConsole.sesIdentities(region));
  }

  private static Remedy enableRemedy(String region) {
    return Remedy.of(
            Text.of(ID + ".do.enable"),
            RemedyBlock.aws(
                "aws sesv2 put-account-sending-attributes --sending-enabled --region "
                    + ShellArgument.quote(region)))
        .linking(AwsConsole.ses(region));
  }

  private static Remedy productionRemedy(String region) {
    return Remedy.of(
            Text.of(ID + ".do.request"),
            RemedyBlock.aws(
                ("aws sesv2 put-account-details --production-access-enabled"
                        + " --mail-type TRANSACTIONAL --website-url https://WEBSITE"
                        + " --contact-language JA --region %s")
                    .formatted(ShellArgument.quote(region))))
        .linking(AwsConsole.ses(region));
  }
}
