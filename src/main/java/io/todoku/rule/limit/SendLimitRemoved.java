package io.todoku.rule.limit;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.NotCollected;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.SendersWithoutEgressPath;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SupportCase;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** AWS has lifted the block on outbound port 25 for the account in each Region that sends mail. */
@Component
class SendLimitRemoved implements Rule {

  static final String ID = "send-limit-removed";

  private static final int VALID_DAYS = 365;

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.LIMITS)
        .acceptingAttestation()
        .order(35);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    Map<String, List<Sender>> byRegion =
        Sender.possibleIn(snapshot).stream()
            .collect(Collectors.groupingBy(Sender::region, TreeMap::new, Collectors.toList()));
    Set<String> declared = SendersWithoutEgressPath.in(snapshot).keySet();
    declared.forEach(region -> byRegion.putIfAbsent(region, List.of()));
    List<Finding> findings = new ArrayList<>();
    byRegion.forEach((region, senders) -> {
      Finding finding = judge(snapshot, region, senders);
      boolean sure =
          declared.contains(region) || mostCertain(senders).role() == Sender.SenderRole.CANDIDATE;
      findings.add(sure ? finding : Senders.unknownUnlessSender(mostCertain(senders), finding));
    });
    NotCollected.addressFindings(ID, snapshot).stream()
        .filter(f -> f.resource().region() == null || !byRegion.containsKey(f.resource().region()))
        .forEach(findings::add);
    return findings;
  }

  private static Sender mostCertain(List<Sender> senders) {
    return senders.stream().min(Comparator.comparing(Sender::role)).orElseThrow();
  }

  private static Finding judge(Snapshot snapshot, String region, List<Sender> senders) {
    Remedy remedy =
        new Remedy(
            List.of(Text.of(ID + ".do.request"), Text.of(ID + ".do.record")),
            List.of(SendLimitRequestText.of(snapshot, region, senders)));
    LocalDate today = LocalDate.ofInstant(snapshot.judgedAt(), ZoneOffset.UTC);
    return Attestation.latest(snapshot.attestations(), ID, region, today)
        .map(a -> judgeAttestation(snapshot, region, a, remedy))
        .orElseGet(() -> judgeSupportCases(snapshot, region, remedy));
  }

  private static Finding judgeAttestation(
      Snapshot snapshot, String region, Attestation word, Remedy remedy) {
    LocalDate today = LocalDate.ofInstant(snapshot.judgedAt(), ZoneOffset.UTC);
    long days = Math.max(0, ChronoUnit.DAYS.between(word.date(), today));
    String age = String.valueOf(days);
    List<Evidence> evidence = List.of(evidence(word));
    String date = word.date().toString();
    if (!word.inForce(today)) { // an older word does not come to life again by it
      return finding(
          region,
          Verdict.UNKNOWN,
          Text.of(ID + ".unknown.expired", region, date),
          Reason.of(Cause.OUTDATED, ID, String.valueOf(word.expires())),
          evidence,
          new Remedy(List.of(Text.of(ID + ".do.confirm")), List.of()));
    }
    return switch (word.state()) {
      case GRANTED -> {
        if (ChronoUnit.DAYS.between(word.date(), today) > VALID_DAYS) {
          yield finding(
              region,
              Verdict.UNKNOWN,
              Text.of(ID + ".unknown.old", region, date, age),
              Reason.of(Cause.OUTDATED, ID, date),
              evidence,
              new Remedy(List.of(Text.of(ID + ".do.confirm")), List.of()));
        }
        Optional<SupportCase> later =
            snapshot.supportCases().orElse(List.of()).stream()
                .filter(c -> SendLimitCaseMatcher.matches(c, region))
                .filter(
                    c -> LocalDate.ofInstant(c.createdAt(), ZoneOffset.UTC).isAfter(word.date()))
                .findFirst();
        yield later
            .map(c ->
                finding(
                    region,
                    Verdict.UNKNOWN,
                    Text.of(ID + ".unknown.contradicted", region, date, c.displayId()),
                    Reason.of(Cause.OUTDATED, ID, c.displayId()),
                    List.of(evidence.getFirst(), evidence(snapshot, c)),
                    new Remedy(List.of(Text.of(ID + ".do.confirm")), List.of())))
            .or(() -> ifCasesUnreadable(snapshot, region, word))
            .orElseGet(() ->
                finding(
                    region,
                    Verdict.PASS,
                    Text.of(ID + ".pass", region, date, word.by()),
                    null,
                    evidence,
                    Remedy.NONE));
      }
      case REQUESTED ->
          finding(
              region,
              Verdict.WARN,
              Text.of(ID + keyForAge(".warn.requested", days), region, date, age),
              null,
              evidence,
              new Remedy(List.of(Text.of(ID + ".do.wait")), List.of()));
      case REFUSED ->
          finding(
              region,
              Verdict.FAIL,
              Text.of(ID + ".fail", region, date),
              null,
              evidence,
              new Remedy(List.of(Text.of(ID + ".do.again")), remedy.commands()));
    };
  }

  /**
   * A confirmation that a later case may contradict, where the cases could not be read. A support
   * plan without them is no reason to doubt what a person says.
   */
  private static Optional<Finding> ifCasesUnreadable(
      Snapshot snapshot, String region, Attestation word) {
    LocalDate seen = LocalDate.ofInstant(snapshot.finishedAt(), ZoneOffset.UTC);
    return snapshot.supportCases() instanceof Unknown<List<SupportCase>>(Reason reason)
            && reason.cause() != Cause.NOT_SUBSCRIBED
            && seen.isAfter(word.date())
        ? Optional.of(
            finding(
                region,
                Verdict.UNKNOWN,
                Text.of(ID + ".unknown.cases", region, word.date().toString()),
                reason,
                List.of(evidence(word), Evidence.awsFailure(reason, snapshot.finishedAt())),
                new Remedy(List.of(Text.of(ID + ".do.confirm")), List.of())))
        : Optional.empty();
  }

  private static Finding judgeSupportCases(Snapshot snapshot, String region, Remedy remedy) {
    return switch (snapshot.supportCases()) {
      case Unknown<List<SupportCase>>(Reason reason) ->
          finding(
              region,
              Verdict.UNKNOWN,
              Text.of(ID + ".unknown", region),
              reason,
              List.of(Evidence.awsFailure(reason, snapshot.finishedAt())),
              remedy);
      case Known<List<SupportCase>>(List<SupportCase> cases) -> {
        Optional<SupportCase> request =
            cases.stream().filter(c -> SendLimitCaseMatcher.matches(c, region)).findFirst();
        if (request.isEmpty()) {
          yield finding(
              region,
              Verdict.UNKNOWN,
              Text.of(ID + ".unknown", region),
              Reason.of(Cause.NOT_RECORDED, "support:DescribeCases", ""),
              List.of(Evidence.aws("support:DescribeCases", List.of(), snapshot.finishedAt())),
              remedy);
        }
        SupportCase found = request.get();
        long age = ChronoUnit.DAYS.between(found.createdAt(), snapshot.judgedAt());
        if (found.status().equalsIgnoreCase("resolved")) { // granted or refused: it does not say
          yield finding(
              region,
              Verdict.UNKNOWN,
              Text.of(
                  ID + keyForAge(".unknown.resolved", age),
                  region,
                  found.displayId(),
                  String.valueOf(age)),
              Reason.of(Cause.NOT_RECORDED, "support:DescribeCases", found.displayId()),
              List.of(evidence(snapshot, found)),
              new Remedy(List.of(Text.of(ID + ".do.look-up", found.displayId())), List.of()));
        }
        yield finding(
            region,
            Verdict.WARN,
            Text.of(
                ID + keyForAge(".warn.case", age), region, found.displayId(), String.valueOf(age)),
            null,
            List.of(evidence(snapshot, found)),
            new Remedy(List.of(Text.of(ID + ".do.look-up", found.displayId())), List.of()));
      }
    };
  }

  private static String keyForAge(String key, long days) {
    return days < 1 ? key + ".today" : key;
  }

  private static Evidence evidence(Snapshot snapshot, SupportCase found) {
    return Evidence.aws(
        "support:DescribeCases",
        List.of(
            found.displayId() + " " + found.subject(),
            "status: " + found.status(),
            "created: " + found.createdAt()),
        snapshot.finishedAt());
  }

  private static Evidence evidence(Attestation word) {
    List<String> said = new ArrayList<>();
    said.add(word.state() + " " + word.date() + " (" + word.by() + ")");
    if (word.caseId() != null) {
      said.add("case " + word.caseId());
    }
    if (word.note() != null) {
      said.add(word.note());
    }
    return Evidence.person(ID, said, word.recordedAt());
  }

  private static Finding finding(
      String region,
      Verdict verdict,
      Text summary,
      @Nullable Reason reason,
      List<Evidence> evidence,
      Remedy remedy) {
    return new Finding(ID, Resource.region(region), verdict, summary, reason, evidence, remedy);
  }
}
