package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A sender's PTR has exactly one name. */
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
    DnsLookup ptr = snapshot.ptrLookup(sender.address());
    FindingBuilder finding = Finding.of(ID, sender.resource()).evidence(Evidence.dns(ptr));
    return switch (ptr.answer()) {
      case Unknown<DnsAnswer>(Reason reason) -> finding.unknown(reason, "unknown");
      case Known<DnsAnswer>(DnsAnswer answer) -> {
        List<String> names = answer.records().stream().distinct().toList();
        yield switch (names.size()) {
          case 0 -> finding.notApplicable("na");
          case 1 -> finding.pass("pass", names.getFirst());
          default ->
              finding
                  .warn("warn", String.join(", ", names), names.size())
                  .withRemedy(Remedy.of(Text.of(ID + ".do.one", sender.address())));
        };
      }
    };
  }
}
