package io.todoku.rule.limit;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.NotCollected;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.ShellArgument;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Ses;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where an account sends by SES, SES lets it: to anybody, now, and for the rest of the day. */
@Component
class SesProductionAccess implements Rule {

  static final String ID = "ses-production-access";

  private static final double NEARLY_USED_SHARE = 0.8;

  /** Identities named in the evidence; an account may have 10,000. */
  private static final int MAX_NAMED = 10;

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.LIMITS);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Stream.concat(
            snapshot.knownRegions().stream().flatMap(region -> judge(snapshot, region)),
            NotCollected.findings(ID, snapshot, region -> List.of(region.ses())).stream())
        .toList();
  }

  /** Nothing where mail is sent as nobody. */
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
                        .map(i -> "%s %s".formatted(i.name(), i.verificationStatus())),
                    ses.identities().size() > MAX_NAMED
                        ? Stream.of("(%d in all)".formatted(ses.identities().size()))
                        : Stream.empty())
                .toList(),
            snapshot.finishedAt());
    return Stream.of(
        switch (ses.account()) {
          case Unknown<Ses.SesAccount>(Reason reason) ->
              finding(
                  region,
                  Verdict.UNKNOWN,
                  Text.of(ID + ".unknown", region.name()),
                  reason,
                  List.of(identities, Evidence.awsFailure(reason, snapshot.finishedAt())),
                  Remedy.NONE);
          case Known<Ses.SesAccount>(Ses.SesAccount account) ->
              judge(region, account, List.of(identities, evidence(snapshot, region, account)));
        });
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
      RegionInventory region, Ses.SesAccount account, List<Evidence> evidence) {
    String status = account.enforcementStatus();
    if (status.equals("SHUTDOWN")) {
      return finding(
          region, Verdict.FAIL, "fail.shutdown", account, evidence, stepRemedy("appeal"));
    }
    if (!account.sendingEnabled()) {
      return finding(
          region,
          Verdict.FAIL,
          "fail.disabled",
          account,
          evidence,
          commandRemedy(
              "enable",
              "aws sesv2 put-account-sending-attributes --sending-enabled --region "
                  + ShellArgument.quote(region.name())));
    }
    if (!account.productionAccess()) {
      return finding(
          region,
          Verdict.FAIL,
          "fail.sandbox",
          account,
          evidence,
          commandRemedy(
              "request",
              ("aws sesv2 put-account-details --production-access-enabled"
                      + " --mail-type TRANSACTIONAL --website-url https://WEBSITE"
                      + " --contact-language JA --region %s")
                  .formatted(ShellArgument.quote(region.name()))));
    }
    return switch (status) {
      case "PROBATION" ->
          finding(
              region, Verdict.WARN, "warn.probation", account, evidence, stepRemedy("reputation"));
      case "HEALTHY" ->
          isNearlyUsed(account)
              ? finding(region, Verdict.WARN, "warn.quota", account, evidence, stepRemedy("quota"))
              : finding(region, Verdict.PASS, "pass", account, evidence, Remedy.NONE);
      default ->
          finding(
              region,
              Verdict.UNKNOWN,
              Text.of(ID + ".unknown.status", region.name(), status),
              Reason.of(Cause.INCONCLUSIVE, "ses:GetAccount EnforcementStatus", status),
              evidence,
              Remedy.NONE);
    };
  }

  /** A quota below zero is none; of one that is zero, nothing is left. */
  private static boolean isNearlyUsed(Ses.SesAccount account) {
    double quota = account.max24HourSend();
    return quota == 0 || (quota > 0 && account.sentLast24Hours() > NEARLY_USED_SHARE * quota);
  }

  private static String round(double number) {
    return String.valueOf(Math.round(number));
  }

  private static Remedy stepRemedy(String key) {
    return new Remedy(List.of(Text.of(ID + ".do." + key)), List.of());
  }

  private static Remedy commandRemedy(String key, String command) {
    return new Remedy(List.of(Text.of(ID + ".do." + key)), List.of(command));
  }

  private static Finding finding(
      RegionInventory region,
      Verdict verdict,
      String key,
      Ses.SesAccount account,
      List<Evidence> evidence,
      Remedy remedy) {
    Text summary =
        Text.of(
            ID + "." + key,
            region.name(),
            round(account.sentLast24Hours()),
            round(account.max24HourSend()));
    return finding(region, verdict, summary, null, evidence, remedy);
  }

  private static Finding finding(
      RegionInventory region,
      Verdict verdict,
      Text summary,
      @Nullable Reason reason,
      List<Evidence> evidence,
      Remedy remedy) {
    return new Finding(
        ID, Resource.region(region.name()), verdict, summary, reason, evidence, remedy);
  }
}
