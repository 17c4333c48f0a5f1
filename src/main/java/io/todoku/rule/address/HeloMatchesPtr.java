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
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A mail server calls itself by a name that its address's PTR gives. */
@Component
class HeloMatchesPtr implements Rule {

  static final String ID = "helo-matches-ptr";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.ADDRESSES);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return HeloIdentity.judgeEachServer(
        ID, snapshot, sender -> new HeloPtrJudgement(snapshot, sender).judge());
  }

  /** One sender's. */
  private record HeloPtrJudgement(Snapshot snapshot, Sender sender) {

    Finding judge() {
      return switch (HeloIdentity.of(snapshot, sender)) {
        case HeloIdentity.MissingHeloName none ->
            finding(none.verdict(), none.key(), none.reason());
        case HeloIdentity.PresentedHeloNames(List<String> names, Reason unheard) ->
            judge(names, unheard);
      };
    }

    private Finding judge(List<String> names, @Nullable Reason unheard) {
      return switch (ptr().answer()) {
        case Unknown<DnsAnswer>(Reason reason) -> finding(Verdict.UNKNOWN, "unknown.ptr", reason);
        case Known<DnsAnswer>(DnsAnswer answer) ->
            answer.records().isEmpty()
                ? finding(Verdict.NOT_APPLICABLE, "na.ptr", null)
                : judge(names, unheard, answer.records());
      };
    }

    private Finding judge(List<String> names, @Nullable Reason unheard, List<String> ptrNames) {
      List<String> here = ptrNames.stream().map(DnsLookup::canonical).toList();
      List<String> others = names.stream().filter(name -> !here.contains(name)).toList();
      if (!others.isEmpty()) {
        return finding(
            Verdict.WARN, "warn", null, String.join(", ", others), String.join(", ", here));
      }
      return unheard == null
          ? finding(Verdict.PASS, "pass", null, String.join(", ", names))
          : finding(Verdict.UNKNOWN, "unknown.ehlo", unheard, String.join(", ", names));
    }

    private DnsLookup ptr() {
      return snapshot.lookup(DnsLookup.reverseName(sender.address()), "PTR");
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
          List.of(
              HeloIdentity.evidence(snapshot.mailServer(sender.address())), Evidence.dns(ptr())),
          verdict == Verdict.WARN
              ? HeloNameRemedy.changeHeloName(ID + ".do.name", snapshot, sender)
              : Remedy.NONE);
    }
  }
}
