package io.todoku.rule.address;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.rule.address.ForwardConfirmation.ConfirmationOutcome;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A name that an address's PTR gives resolves back to it. */
@Component
class PtrMatchesA implements Rule {

  static final String ID = "ptr-matches-a";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.ADDRESSES).order(30);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Senders.judgeEach(
        ID, snapshot, sender -> Stream.of(new PtrMatchJudgement(snapshot, sender).finding()));
  }

  /** One sender's. */
  private record PtrMatchJudgement(
      Snapshot snapshot, Sender sender, ForwardConfirmation confirmation) {

    PtrMatchJudgement(Snapshot snapshot, Sender sender) {
      this(snapshot, sender, ForwardConfirmation.of(snapshot, sender.address()));
    }

    Finding finding() {
      return switch (confirmation.outcome()) {
        case ConfirmationOutcome.Confirmed(String name, boolean cut) ->
            finding(Verdict.PASS, cut ? "pass.cut" : "pass", null, Remedy.NONE, name);
        case ConfirmationOutcome.NoPtr() ->
            finding(Verdict.NOT_APPLICABLE, "na", null, Remedy.NONE);
        case ConfirmationOutcome.PtrUnknown(Reason reason) ->
            finding(Verdict.UNKNOWN, "unknown.ptr", reason, Remedy.NONE);
        case ConfirmationOutcome.ForwardUnknown(List<String> names, Reason reason) ->
            finding(Verdict.UNKNOWN, "unknown.a", reason, Remedy.NONE, String.join(", ", names));
        case ConfirmationOutcome.DanglingAlias(String alias) ->
            finding(Verdict.FAIL, "fail.alias", null, stepRemedy("ptr.do.alias"), alias);
        case ConfirmationOutcome.BogusPtr(String name) ->
            finding(Verdict.FAIL, "fail.bogus", null, stepRemedy("ptr.do.dnssec", name), name);
        case ConfirmationOutcome.PtrLoop(String name) ->
            finding(Verdict.FAIL, "fail.loop", null, stepRemedy("ptr.do.alias"), name);
        case ConfirmationOutcome.ForwardsElsewhere(
                String type,
                List<String> names,
                List<String> seen) ->
            finding(
                Verdict.FAIL,
                seen.isEmpty() ? "fail.nowhere" : "fail",
                null,
                remedy(names, type),
                String.join(", ", names),
                String.join("; ", seen));
      };
    }

    private static Remedy stepRemedy(String key, Object... arguments) {
      return new Remedy(List.of(Text.of(key, arguments)), List.of());
    }

    /** The PTR is there; what is missing is that its name leads back. */
    private Remedy remedy(List<String> names, String type) {
      Optional<String> own =
          names.stream().filter(name -> !GenericName.isGeneric(name, sender.address())).findFirst();
      if (own.isEmpty()) {
        return PtrRemedy.forMissing(sender);
      }
      String name = own.get();
      Status status =
          snapshot.lookup(name, type).answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
              ? answer.status()
              : Status.ANSWERED;
      return switch (status) {
        case ANSWERED ->
            IncomingMailWarning.prependTo(
                snapshot, name, PtrRemedy.forwardElsewhere(sender, name, type));
        case NXDOMAIN, NODATA ->
            IncomingMailWarning.prependTo(
                snapshot, name, PtrRemedy.forwardMissing(sender, name, type));
        case BOGUS -> stepRemedy("ptr.do.dnssec", name);
        case CNAME_LOOP -> stepRemedy("ptr.do.cname", name, type);
      };
    }

    /**
     * @param more arguments of the text, after the address
     */
    private Finding finding(
        Verdict verdict, String key, @Nullable Reason reason, Remedy remedy, String... more) {
      return new Finding(
          ID,
          sender.resource(),
          verdict,
          Text.about(sender.address(), ID + "." + key, more),
          reason,
          confirmation.evidence(),
          remedy);
    }
  }
}
