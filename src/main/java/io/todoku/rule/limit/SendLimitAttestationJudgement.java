package io.todoku.rule.limit;

import io.todoku.rule.BlockKind;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SupportCase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What follows for the sending limit of a Region from what a person attested. */
record SendLimitAttestationJudgement(Snapshot snapshot, String region, Attestation attestation) {

  /**
   * @param request the text of the request, to be sent again where AWS refused
   */
  Finding judge(String request) {
    String date = attestation.date().toString();
    long days = Math.max(0, ChronoUnit.DAYS.between(attestation.date(), today()));
    if (!attestation.inForce(today())) { // older attestations do not count again either
      return toBeConfirmed(
          Reason.of(
              ReasonKind.OUTDATED, SendLimitRemoved.ID, String.valueOf(attestation.expires())),
          "unknown.expired",
          date);
    }
    return switch (attestation.state()) {
      case GRANTED ->
          attestation.isOutdated(today())
              ? toBeConfirmed(
                  Reason.of(ReasonKind.OUTDATED, SendLimitRemoved.ID, date),
                  "unknown.old",
                  date,
                  String.valueOf(days))
              : judgeGrant(date);
      case REQUESTED ->
          finding()
              .warn(SendLimitRemoved.keyForAge("warn.requested", days), date, String.valueOf(days))
              .withRemedy(step(".do.wait"));
      case REFUSED ->
          finding()
              .fail("fail", date)
              .withRemedy(
                  SendLimitCaseJudgement.byForm(
                      region,
                      Remedy.of(
                          Text.of(SendLimitRemoved.ID + ".do.again"),
                          RemedyBlock.of(BlockKind.REQUEST_TEXT, request))));
    };
  }

  /** A support case that was opened after the grant contradicts it. */
  private Finding judgeGrant(String date) {
    Optional<SupportCase> laterCase =
        snapshot.supportCases().orElse(List.of()).stream()
            .filter(supportCase -> SendLimitCaseMatcher.matches(supportCase, region))
            .filter(supportCase -> dateOf(supportCase.createdAt()).isAfter(attestation.date()))
            .findFirst();
    if (laterCase.isPresent()) {
      String caseId = laterCase.get().displayId();
      return toBeConfirmed(
          finding().evidence(SendLimitCaseJudgement.evidence(snapshot, laterCase.get())),
          Reason.of(ReasonKind.OUTDATED, SendLimitRemoved.ID, caseId),
          "unknown.contradicted",
          date,
          caseId);
    }
    return snapshot.supportCases() instanceof Unknown<List<SupportCase>>(Reason reason)
            && mayHideLaterCase(reason)
        ? toBeConfirmed(
            finding().evidence(Evidence.awsFailure(reason, snapshot.finishedAt())),
            reason,
            "unknown.cases",
            date)
        : finding().pass("pass", date, attestation.by());
  }

  /** A support plan without access to cases is no reason to doubt an attestation. */
  private boolean mayHideLaterCase(Reason reason) {
    return reason.kind() != ReasonKind.NOT_SUBSCRIBED
        && dateOf(snapshot.finishedAt()).isAfter(attestation.date());
  }

  private Finding toBeConfirmed(Reason reason, String key, Object... arguments) {
    return toBeConfirmed(finding(), reason, key, arguments);
  }

  private static Finding toBeConfirmed(
      FindingBuilder finding, Reason reason, String key, Object... arguments) {
    return finding.unknown(reason, key, arguments).withRemedy(step(".do.confirm"));
  }

  private static Remedy step(String key) {
    return Remedy.of(Text.of(SendLimitRemoved.ID + key));
  }

  private FindingBuilder finding() {
    return Finding.of(SendLimitRemoved.ID, Resource.region(region)).evidence(evidence());
  }

  private Evidence evidence() {
    List<String> lines = new ArrayList<>();
    lines.add(attestation.state() + " " + attestation.date() + " (" + attestation.by() + ")");
    if (attestation.caseId() != null) {
      lines.add("case " + attestation.caseId());
    }
    if (attestation.note() != null) {
      lines.add(attestation.note());
    }
    return Evidence.person(SendLimitRemoved.ID, lines, attestation.recordedAt());
  }

  private LocalDate today() {
    return dateOf(snapshot.judgedAt());
  }

  private static LocalDate dateOf(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
