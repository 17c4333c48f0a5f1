package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A mail server calls itself by a name that is in its address's PTR. */
@Component
class HeloMatchesPtr implements Rule {

  static final String ID = "helo-matches-ptr";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.ADDRESSES).revision(3);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return HeloIdentity.judgeEachServer(
        ID, snapshot, sender -> new HeloPtrJudgement(snapshot, sender).judge());
  }

  private record HeloPtrJudgement(Snapshot snapshot, Sender sender) {

    Finding judge() {
      return switch (HeloIdentity.of(snapshot, sender)) {
        case HeloIdentity.MissingHeloName missing -> missing.finding(finding());
        case HeloIdentity.PresentedHeloNames(List<String> names, Reason missingEhloReason) ->
            HeloIdentity.asReceiveConnector(
                snapshot, names, judge(names, missingEhloReason), finding());
      };
    }

    private Finding judge(List<String> names, @Nullable Reason missingEhloReason) {
      return switch (snapshot.ptrLookup(sender.address()).answer()) {
        case Unknown<DnsAnswer>(Reason reason) -> finding().unknown(reason, "unknown.ptr");
        case Known<DnsAnswer>(DnsAnswer answer) ->
            answer.records().isEmpty()
                ? finding().notApplicable("na.ptr")
                : judge(names, missingEhloReason, answer.records());
      };
    }

    private Finding judge(
        List<String> names, @Nullable Reason missingEhloReason, List<String> ptrRecords) {
      List<String> ptrNames = ptrRecords.stream().map(DnsLookup::canonical).toList();
      List<String> otherNames = names.stream().filter(name -> !ptrNames.contains(name)).toList();
      if (!otherNames.isEmpty()) {
        return finding()
            .warn("warn", String.join(", ", otherNames), String.join(", ", ptrNames))
            .withRemedy(HeloNameRemedy.changeHeloName(ID + ".do.name", snapshot, sender));
      }
      return missingEhloReason == null
          ? finding().pass("pass", String.join(", ", names))
          : finding().unknown(missingEhloReason, "unknown.ehlo", String.join(", ", names));
    }

    private FindingBuilder finding() {
      return Finding.of(ID, sender.resource())
          .evidence(
              HeloIdentity.evidence(snapshot.mailServer(sender.address())),
              Evidence.dns(snapshot.ptrLookup(sender.address())));
    }
  }
}
