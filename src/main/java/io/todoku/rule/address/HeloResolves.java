package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The names by which a mail server calls itself resolve to its address. */
@Component
class HeloResolves implements Rule {

  static final String ID = "helo-resolves";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.ADDRESSES)
        .order(40)
        .revision(3)
        .rfc(5321);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return HeloIdentity.judgeEachServer(
        ID, snapshot, sender -> new HeloResolutionJudgement(snapshot, sender).judge());
  }

  private record HeloResolutionJudgement(
      Snapshot snapshot, Sender sender, List<Evidence> evidence) {

    HeloResolutionJudgement(Snapshot snapshot, Sender sender) {
      this(snapshot, sender, new ArrayList<>());
      evidence.add(HeloIdentity.evidence(snapshot.mailServer(sender.address())));
    }

    Finding judge() {
      return switch (HeloIdentity.of(snapshot, sender)) {
        case HeloIdentity.MissingHeloName missing -> missing.finding(finding());
        case HeloIdentity.PresentedHeloNames(List<String> names, Reason missingEhloReason) ->
            HeloIdentity.asReceiveConnector(
                snapshot, names, judge(names, missingEhloReason), finding());
      };
    }

    /** Judges every name: a wrong one fails, whatever is found of the others. */
    private Finding judge(List<String> names, @Nullable Reason missingEhloReason) {
      @Nullable Finding failed = null;
      @Nullable Finding unknown = null;
      for (String name : names) {
        Finding finding = judge(name);
        switch (finding.verdict()) {
          case FAIL -> failed = failed == null ? finding : failed;
          case UNKNOWN -> unknown = finding;
          case PASS, WARN, NOT_APPLICABLE -> {}
        }
      }
      Finding decisive = failed != null ? failed : unknown;
      if (decisive != null) {
        return decisive.withEvidence(evidence);
      }
      return missingEhloReason == null
          ? finding().pass("pass", String.join(", ", names))
          : finding().unknown(missingEhloReason, "unknown.ehlo", String.join(", ", names));
    }

    private Finding judge(String name) {
      if (!HeloNames.isQualified(name)) {
        return finding()
            .fail("fail.unqualified", name)
            .withRemedy(HeloNameRemedy.changeHeloName(ID + ".do.name", snapshot, sender));
      }
      DnsLookup forward = snapshot.forwardLookup(name, sender.address());
      evidence.add(Evidence.dns(forward));
      return switch (forward.answer()) {
        case Unknown<DnsAnswer>(Reason reason) -> finding().unknown(reason, "unknown", name);
        case Known<DnsAnswer>(DnsAnswer answer) -> {
          if (answer.hasAddress(sender.address())) {
            yield finding().pass("pass", name);
          }
          yield answer.records().isEmpty()
              ? finding().fail("fail.nowhere", name).withRemedy(remedy(name))
              : finding()
                  .fail("fail.elsewhere", name, String.join(", ", answer.records()))
                  .withRemedy(remedy(name));
        }
      };
    }

    /** Corrects the record of a name that is in the PTR too, and otherwise the server's name. */
    private Remedy remedy(String name) {
      boolean isPtrName =
          snapshot.ptrLookup(sender.address()).answer() instanceof Known<DnsAnswer>(var answer)
              && answer.records().stream()
                  .anyMatch(
                      record -> DnsLookup.canonical(record).equals(DnsLookup.canonical(name)));
      return IncomingMailWarning.addTo(
          snapshot,
          name,
          isPtrName
              ? PtrRemedy.changeOfRecord(
                  Text.of(ID + ".do.record", name, sender.address()), sender, name)
              : HeloNameRemedy.changeHeloName(ID + ".do.name", snapshot, sender));
    }

    private FindingBuilder finding() {
      return Finding.of(ID, sender.resource()).evidence(evidence);
    }
  }
}
