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
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A sender's PTR is a name of its own, not one made by the provider from the address. */
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

  /** Empty for a sender that is shown to have no PTR: {@code ptr-exists} speaks of that. */
  private static Optional<Finding> judge(Snapshot snapshot, Sender sender) {
    DnsLookup ptr = snapshot.lookup(DnsLookup.reverseName(sender.address()), "PTR");
    List<Evidence> evidence = List.of(Evidence.dns(ptr));
    return switch (ptr.answer()) {
      case Unknown<DnsAnswer>(Reason reason) ->
          Optional.of(
              new Finding(
                  ID,
                  sender.resource(),
                  Verdict.UNKNOWN,
                  Text.of("ptr-not-generic.unknown", sender.address()),
                  reason,
                  evidence,
                  Remedy.NONE));
      case Known<DnsAnswer>(DnsAnswer answer) when answer.status() == Status.ANSWERED ->
          Optional.of(judge(sender, answer.records(), evidence));
      case Known<DnsAnswer> _ -> Optional.empty();
    };
  }

  private static Finding judge(Sender sender, List<String> names, List<Evidence> evidence) {
    List<String> generic =
        names.stream().filter(name -> GenericName.isGeneric(name, sender.address())).toList();
    return generic.isEmpty()
        ? new Finding(
            ID,
            sender.resource(),
            Verdict.PASS,
            Text.of("ptr-not-generic.pass", sender.address(), String.join(", ", names)),
            null,
            evidence,
            Remedy.NONE)
        : new Finding(
            ID,
            sender.resource(),
            Verdict.FAIL,
            Text.of("ptr-not-generic.fail", sender.address(), generic.getFirst()),
            null,
            evidence,
            PtrRemedy.forMissing(sender));
  }
}
