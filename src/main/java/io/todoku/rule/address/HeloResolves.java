package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The names that a mail server gives itself resolve to its address. */
@Component
class HeloResolves implements Rule {

  static final String ID = "helo-resolves";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.ADDRESSES).order(40);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return HeloIdentity.judgeEachServer(
        ID, snapshot, sender -> new HeloResolutionJudgement(snapshot, sender).judge());
  }

  /** One sender's. */
  private record HeloResolutionJudgement(
      Snapshot snapshot, Sender sender, List<Evidence> evidence) {

    HeloResolutionJudgement(Snapshot snapshot, Sender sender) {
      this(snapshot, sender, new ArrayList<>());
      evidence.add(HeloIdentity.evidence(snapshot.mailServer(sender.address())));
    }

    Finding judge() {
      return switch (HeloIdentity.of(snapshot, sender)) {
        case HeloIdentity.MissingHeloName none ->
            finding(none.verdict(), none.key(), none.reason());
        case HeloIdentity.PresentedHeloNames(List<String> names, Reason unheard) ->
            judge(names, unheard);
      };
    }

    /** Every name is looked at: one that is wrong is wrong, whatever the other is. */
    private Finding judge(List<String> names, @Nullable Reason unheard) {
      @Nullable Finding wrong = null;
      @Nullable Finding silent = null;
      for (String name : names) {
        Finding one = judge(name);
        switch (one.verdict()) {
          case FAIL -> wrong = wrong == null ? one : wrong;
          case UNKNOWN -> silent = one;
          case PASS, WARN, NOT_APPLICABLE -> {}
        }
      }
      Finding told = wrong != null ? wrong : silent;
      if (told != null) {
        return withAllEvidence(told);
      }
      return unheard == null
          ? finding(Verdict.PASS, "pass", null, String.join(", ", names))
          : finding(Verdict.UNKNOWN, "unknown.ehlo", unheard, String.join(", ", names));
    }

    private Finding judge(String name) {
      if (!HeloNames.isQualified(name)) {
        return finding(Verdict.FAIL, "fail.unqualified", null, name);
      }
      DnsLookup forward = snapshot.lookup(name, sender.address().contains(":") ? "AAAA" : "A");
      evidence.add(Evidence.dns(forward));
      return switch (forward.answer()) {
        case Unknown<DnsAnswer>(Reason reason) -> finding(Verdict.UNKNOWN, "unknown", reason, name);
        case Known<DnsAnswer>(DnsAnswer answer) -> {
          if (answer.records().stream().anyMatch(r -> Network.sameAddress(r, sender.address()))) {
            yield finding(Verdict.PASS, "pass", null, name);
          }
          yield answer.records().isEmpty()
              ? finding(Verdict.FAIL, "fail.nowhere", null, name)
              : finding(
                  Verdict.FAIL, "fail.elsewhere", null, name, String.join(", ", answer.records()));
        }
      };
    }

    /** A server that goes by the name of its PTR is right, and the record of the name is wrong. */
    private Remedy remedy(String name) {
      boolean named =
          snapshot.lookup(DnsLookup.reverseName(sender.address()), "PTR").answer()
                  instanceof Known<DnsAnswer>(DnsAnswer answer)
              && answer.records().stream()
                  .anyMatch(r -> DnsLookup.canonical(r).equals(DnsLookup.canonical(name)));
      if (!HeloNames.isQualified(name)) {
        return HeloNameRemedy.changeHeloName(ID + ".do.name", snapshot, sender);
      }
      return IncomingMailWarning.prependTo(
          snapshot,
          name,
          named
              ? new Remedy(
                  List.of(Text.of(ID + ".do.record", name, sender.address())),
                  List.of(PtrRemedy.zoneFileRecord(name, sender.address())))
              : HeloNameRemedy.changeHeloName(ID + ".do.name", snapshot, sender));
    }

    private Finding withAllEvidence(Finding one) {
      return new Finding(
          ID,
          one.resource(),
          one.verdict(),
          one.summary(),
          one.unknownReason(),
          List.copyOf(evidence),
          one.remedy());
    }

    /**
     * @param more arguments of the text, after the address
     */
    private Finding finding(Verdict verdict, String key, @Nullable Reason reason, String... more) {
      return new Finding(
          ID,
          sender.resource(),
          verdict,
          Text.about(sender.address(), ID + "." + key, more),
          reason,
          List.copyOf(evidence),
          verdict == Verdict.FAIL ? remedy(more[0]) : Remedy.NONE);
    }
  }
}
