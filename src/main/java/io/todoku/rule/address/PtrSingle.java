package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A sender's PTR gives one name. */
@Component
class PtrSingle implements Rule {

  static final String ID = "ptr-single";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.ADDRESSES);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Senders.judgeEach(ID, snapshot, sender -> Stream.of(judge(snapshot, sender)));
  }

  private static Finding judge(Snapshot snapshot, Sender sender) {
    DnsLookup ptr = snapshot.lookup(DnsLookup.reverseName(sender.address()), "PTR");
    return switch (ptr.answer()) {
      case Unknown<DnsAnswer>(Reason reason) ->
          finding(sender, ptr, Verdict.UNKNOWN, "unknown", List.of(), reason);
      case Known<DnsAnswer>(DnsAnswer answer) -> {
        List<String> names = answer.records().stream().distinct().toList();
        yield switch (names.size()) {
          case 0 -> finding(sender, ptr, Verdict.NOT_APPLICABLE, "na", names, null);
          case 1 -> finding(sender, ptr, Verdict.PASS, "pass", names, null);
          default -> finding(sender, ptr, Verdict.WARN, "warn", names, null);
        };
      }
    };
  }

  private static Finding finding(
      Sender sender,
      DnsLookup ptr,
      Verdict verdict,
      String key,
      List<String> names,
      @Nullable Reason reason) {
    return new Finding(
        ID,
        sender.resource(),
        verdict,
        Text.of(ID + "." + key, sender.address(), String.join(", ", names), names.size()),
        reason,
        List.of(Evidence.dns(ptr)),
        verdict == Verdict.WARN
            ? new Remedy(List.of(Text.of(ID + ".do.one", sender.address())), List.of())
            : Remedy.NONE);
  }
}
