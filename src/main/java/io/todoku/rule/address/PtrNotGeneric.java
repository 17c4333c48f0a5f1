package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.GenericName;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A sender's PTR is a chosen name, not one that the provider generated from the address. */
@Component
class PtrNotGeneric implements Rule {

  static final String ID = "ptr-not-generic";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.ADDRESSES);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Senders.judgeEach(ID, snapshot, sender -> judge(snapshot, sender).stream());
  }

  /** Empty for a sender that is known to have no PTR, because {@code ptr-exists} reports that. */
  private static Optional<Finding> judge(Snapshot snapshot, Sender sender) {
    DnsLookup ptr = snapshot.ptrLookup(sender.address());
    FindingBuilder finding = Finding.of(ID, sender.resource()).evidence(Evidence.dns(ptr));
    return switch (ptr.answer()) {
      case Unknown<DnsAnswer>(Reason reason) -> Optional.of(finding.unknown(reason, "unknown"));
      case Known<DnsAnswer>(DnsAnswer answer) when answer.status() == Status.ANSWERED ->
          Optional.of(judge(snapshot, sender, answer.records(), finding));
      case Known<DnsAnswer> _ -> Optional.empty();
    };
  }

  private static Finding judge(
      Snapshot snapshot, Sender sender, List<String> names, FindingBuilder finding) {
    return names.stream()
        .filter(name -> GenericName.isGeneric(name, sender.address()))
        .findFirst()
        .map(generic ->
            finding.fail("fail", generic).withRemedy(PtrRemedy.forMissing(snapshot, sender)))
        .orElseGet(() -> finding.pass("pass", String.join(", ", names)));
  }
}
