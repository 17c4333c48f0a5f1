package io.todoku.rule.limit;

import io.todoku.rule.AwsConsole;
import io.todoku.rule.BlockKind;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SupportCase;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/** What follows for the sending limit of a Region from support cases, without an attestation. */
record SendLimitCaseJudgement(Snapshot snapshot, String region) {

  private static final String API = "support:DescribeCases";

  /**
   * @param request the text of the request, to be sent where no case is known
   */
  Finding judge(String request) {
    FindingBuilder finding = Finding.of(SendLimitRemoved.ID, Resource.region(region));
    return switch (snapshot.supportCases()) {
      case Unknown<List<SupportCase>>(Reason reason) ->
          finding
              .evidence(Evidence.awsFailure(reason, snapshot.finishedAt()))
              .unknown(reason, "unknown")
              .withRemedy(requestRemedy(request));
      case Known<List<SupportCase>>(List<SupportCase> cases) ->
          cases.stream()
              .filter(supportCase -> SendLimitCaseMatcher.matches(supportCase, region))
              .max(Comparator.comparing(SupportCase::createdAt))
              .map(supportCase -> judge(finding, supportCase))
              .orElseGet(() ->
                  finding
                      .evidence(Evidence.aws(API, List.of(), snapshot.finishedAt()))
                      .unknown(Reason.of(ReasonKind.NOT_RECORDED, API, ""), "unknown")
                      .withRemedy(requestRemedy(request)));
    };
  }

  /** A resolved case may have been granted or refused: its fields do not show which. */
  private Finding judge(FindingBuilder finding, SupportCase supportCase) {
    finding.evidence(evidence(snapshot, supportCase));
    String caseId = supportCase.displayId();
    long days = ChronoUnit.DAYS.between(supportCase.createdAt(), snapshot.judgedAt());
    String age = String.valueOf(days);
    return (supportCase.status().equalsIgnoreCase("resolved")
            ? finding.unknown(
                Reason.of(ReasonKind.NOT_RECORDED, API, caseId),
                SendLimitRemoved.keyForAge("unknown.resolved", days),
                caseId,
                age)
            : finding.warn(SendLimitRemoved.keyForAge("warn.case", days), caseId, age))
        .withRemedy(Remedy.of(Text.of(SendLimitRemoved.ID + ".do.look-up", caseId)));
  }

  private Remedy requestRemedy(String request) {
    return byForm(
        region,
        Remedy.of(
            List.of(
                Text.of(SendLimitRemoved.ID + ".do.request"),
                Text.of(SendLimitRemoved.ID + ".do.record")),
            List.of(RemedyBlock.of(BlockKind.REQUEST_TEXT, request))));
  }

  /** The root user of the account sends the form. */
  static Remedy byForm(String region, Remedy remedy) {
    return remedy.linking(AwsConsole.sendingLimitForm(region)).forAudience(Remedy.Audience.CLIENT);
  }

  /** The fields of a support case that tell what was asked, when, and whether it is closed. */
  static Evidence evidence(Snapshot snapshot, SupportCase supportCase) {
    return Evidence.aws(
        API,
        List.of(
            supportCase.displayId() + " " + supportCase.subject(),
            "status: " + supportCase.status(),
            "created: " + supportCase.createdAt()),
        snapshot.finishedAt());
  }
}
