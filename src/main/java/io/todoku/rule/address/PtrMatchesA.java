package io.todoku.rule.address;

import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.GenericName;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.Text;
import io.todoku.rule.address.ForwardConfirmation.ConfirmationOutcome;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A name in a sender's PTR resolves back to the sender's address. */
@Component
class PtrMatchesA implements Rule {

  static final String ID = "ptr-matches-a";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.ADDRESSES).order(30).rfc(8601);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Senders.judgeEach(
        ID, snapshot, sender -> Stream.of(new PtrMatchJudgement(snapshot, sender).judge()));
  }

  private record PtrMatchJudgement(
      Snapshot snapshot, Sender sender, ForwardConfirmation confirmation) {

    PtrMatchJudgement(Snapshot snapshot, Sender sender) {
      this(snapshot, sender, ForwardConfirmation.of(snapshot, sender.address()));
    }

    Finding judge() {
      FindingBuilder finding = Finding.of(ID, sender.resource()).evidence(confirmation.evidence());
      return switch (confirmation.outcome()) {
        case ConfirmationOutcome.Confirmed(String name, boolean truncated) ->
            finding.pass(truncated ? "pass.cut" : "pass", name);
        case ConfirmationOutcome.NoPtr() -> finding.notApplicable("na");
        case ConfirmationOutcome.PtrUnknown(Reason reason) ->
            finding.unknown(reason, "unknown.ptr");
        case ConfirmationOutcome.ForwardUnknown(List<String> names, Reason reason) ->
            finding.unknown(reason, "unknown.a", String.join(", ", names));
        case ConfirmationOutcome.DanglingAlias(String alias) ->
            finding.fail("fail.alias", alias).withRemedy(step("ptr.do.alias"));
        case ConfirmationOutcome.BogusPtr(String name) ->
            finding.fail("fail.bogus", name).withRemedy(step("ptr.do.dnssec", name));
        case ConfirmationOutcome.PtrLoop(String name) ->
            finding.fail("fail.loop", name).withRemedy(step("ptr.do.alias"));
        case ConfirmationOutcome.ForwardsElsewhere(var type, var names, var answers) ->
            (answers.isEmpty()
                    ? finding.fail("fail.nowhere", String.join(", ", names))
                    : finding.fail("fail", String.join(", ", names), String.join("; ", answers)))
                .withRemedy(remedy(names, type));
      };
    }

    private static Remedy step(String key, Object... arguments) {
      return Remedy.of(Text.of(key, arguments));
    }

    /** The PTR exists; what is missing is that one of its names resolves back to the address. */
    private Remedy remedy(List<String> names, String type) {
      Optional<String> ownName =
          names.stream().filter(name -> !GenericName.isGeneric(name, sender.address())).findFirst();
      if (ownName.isEmpty()) {
        return PtrRemedy.forMissing(snapshot, sender);
      }
      String name = ownName.get();
      Status status =
          snapshot.lookup(name, type).answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
              ? answer.status()
              : Status.ANSWERED;
      return switch (status) {
        case ANSWERED ->
            IncomingMailWarning.addTo(
                snapshot, name, PtrRemedy.forwardElsewhere(snapshot, sender, name, type));
        case NXDOMAIN, NODATA ->
            IncomingMailWarning.addTo(snapshot, name, PtrRemedy.forwardMissing(sender, name, type));
        case BOGUS -> step("ptr.do.dnssec", name);
        case CNAME_LOOP -> step("ptr.do.cname", name, type);
      };
    }
  }
}
