package io.todoku.rule.address;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Sender.SenderRole;
import io.todoku.rule.Senders;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.rule.address.ForwardConfirmation.ConfirmationOutcome;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** An IPv6 address that mail may leave from has a PTR whose name leads back to it. */
@Component
class SenderIpv6Ptr implements Rule {

  static final String ID = "sender-ipv6-ptr";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.ADDRESSES);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Senders.judgeEach(
        ID, snapshot, ipv6Senders(snapshot), sender -> Stream.of(judge(snapshot, sender)));
  }

  /**
   * MTAs prefer IPv6 where the receiver has it, so mail may leave from an address that shows no
   * sign of it: its host's other addresses speak for it. A person's word on the address itself
   * stands.
   */
  private static List<Sender> ipv6Senders(Snapshot snapshot) {
    List<Sender> judged = Sender.possibleIn(snapshot);
    return Sender.allIn(snapshot).stream()
        .filter(sender -> sender.resource().type() == Resource.Type.IPV6_ADDRESS)
        .filter(sender -> sender.role() != SenderRole.OVERRULED)
        .flatMap(sender ->
            Stream.concat(
                Stream.of(sender).filter(Sender::maySend),
                judged.stream()
                    .filter(other -> isOfSameInstance(sender, other))
                    .map(other -> withRoleOf(sender, other)))
                .min(Comparator.comparing(Sender::role))
                .stream())
        .toList();
  }

  private static boolean isOfSameInstance(Sender one, Sender other) {
    return one.instanceId() != null
        && one.instanceId().equals(other.instanceId())
        && one.region().equals(other.region());
  }

  private static Sender withRoleOf(Sender sender, Sender other) {
    return new Sender(
        sender.resource(),
        sender.region(),
        sender.allocationId(),
        sender.instanceId(),
        sender.idle(),
        other.role(),
        other.why(),
        other.uncertainty());
  }

  private static Finding judge(Snapshot snapshot, Sender sender) {
    ForwardConfirmation confirmation = ForwardConfirmation.of(snapshot, sender.address());
    return switch (confirmation.outcome()) {
      case ConfirmationOutcome.Confirmed(String name, _) ->
          finding(sender, confirmation, Verdict.PASS, "pass", name, null);
      case ConfirmationOutcome.ForwardsElsewhere(_, List<String> names, _) ->
          finding(sender, confirmation, Verdict.FAIL, "fail", String.join(", ", names), null);
      case ConfirmationOutcome.NoPtr _,
          ConfirmationOutcome.DanglingAlias _,
          ConfirmationOutcome.BogusPtr _,
          ConfirmationOutcome.PtrLoop _ ->
          finding(sender, confirmation, Verdict.FAIL, "fail.none", "", null);
      case ConfirmationOutcome.PtrUnknown(Reason reason) ->
          finding(sender, confirmation, Verdict.UNKNOWN, "unknown", "", reason);
      case ConfirmationOutcome.ForwardUnknown(_, Reason reason) ->
          finding(sender, confirmation, Verdict.UNKNOWN, "unknown", "", reason);
    };
  }

  private static Finding finding(
      Sender sender,
      ForwardConfirmation confirmation,
      Verdict verdict,
      String key,
      String names,
      @Nullable Reason reason) {
    return new Finding(
        ID,
        sender.resource(),
        verdict,
        Text.of(ID + "." + key, sender.address(), names),
        reason,
        confirmation.evidence(),
        verdict == Verdict.FAIL ? REMEDY : Remedy.NONE);
  }

  private static final Remedy REMEDY =
      new Remedy(
          List.of(Text.of(ID + ".do.v4"), Text.of(ID + ".do.say")),
          List.of("postconf -P 'smtp/unix/inet_protocols = ipv4'\npostfix reload"));
}
