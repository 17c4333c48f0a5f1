package io.todoku.rule.address;

import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.Resource;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Sender.SendingRole;
import io.todoku.rule.Senders;
import io.todoku.rule.Text;
import io.todoku.rule.address.ForwardConfirmation.ConfirmationOutcome;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** An IPv6 address that mail may leave from has a PTR whose name resolves back to it. */
@Component
class SenderIpv6Ptr implements Rule {

  static final String ID = "sender-ipv6-ptr";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.ADDRESSES);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    Set<String> signed =
        Sender.allIn(snapshot).stream()
            .filter(Sender::sends)
            .map(Sender::address)
            .collect(Collectors.toSet());
    return Senders.judgeEach(
        ID,
        snapshot,
        ipv6Senders(snapshot),
        sender -> Stream.of(judge(snapshot, sender, signed.contains(sender.address()))));
  }

  /**
   * The IPv6 addresses that send, and those of instances that send by another address: MTAs prefer
   * IPv6 where the receiver has it, so mail may leave from an address without evidence of its own.
   * An address that a person declared not to send is left out.
   */
  private static List<Sender> ipv6Senders(Snapshot snapshot) {
    List<Sender> senders = Sender.possibleIn(snapshot);
    return Sender.allIn(snapshot).stream()
        .filter(sender -> sender.resource().type() == Resource.Type.IPV6_ADDRESS)
        .filter(sender -> sender.role() != SendingRole.OVERRULED)
        .flatMap(sender ->
            Stream.concat(
                Stream.of(sender).filter(Sender::maySend),
                senders.stream()
                    .filter(other -> isOfSameInstance(sender, other))
                    .map(other -> withRoleOf(sender, other)))
                .min(Comparator.comparing(Sender::role))
                .stream())
        .toList();
  }

  private static boolean isOfSameInstance(Sender sender, Sender other) {
    return sender.instanceId() != null
        && sender.instanceId().equals(other.instanceId())
        && sender.region().equals(other.region());
  }

  private static Sender withRoleOf(Sender sender, Sender other) {
    return new Sender(
        sender.resource(),
        sender.region(),
        sender.allocationId(),
        sender.instanceId(),
        sender.idle(),
        other.sending(),
        sender.receiving(),
        other.domains(),
        other.openDomains());
  }

  /**
   * @param hasSign whether evidence of sending was found for this very address; without it, the
   *     server may send over IPv4 alone
   */
  private static Finding judge(Snapshot snapshot, Sender sender, boolean hasSign) {
    ForwardConfirmation confirmation = ForwardConfirmation.of(snapshot, sender.address());
    FindingBuilder finding = Finding.of(ID, sender.resource()).evidence(confirmation.evidence());
    return switch (confirmation.outcome()) {
      case ConfirmationOutcome.Confirmed(String name, _) -> finding.pass("pass", name);
      case ConfirmationOutcome.ForwardsElsewhere(_, List<String> names, _) ->
          hasSign
              ? finding.fail("fail", String.join(", ", names)).withRemedy(REMEDY)
              : finding.warn("warn", String.join(", ", names)).withRemedy(REMEDY);
      case ConfirmationOutcome.NoPtr _,
          ConfirmationOutcome.DanglingAlias _,
          ConfirmationOutcome.BogusPtr _,
          ConfirmationOutcome.PtrLoop _ ->
          hasSign
              ? finding.fail("fail.none").withRemedy(REMEDY)
              : finding.warn("warn.none").withRemedy(REMEDY);
      case ConfirmationOutcome.PtrUnknown(Reason reason) -> finding.unknown(reason, "unknown");
      case ConfirmationOutcome.ForwardUnknown(_, Reason reason) ->
          finding.unknown(reason, "unknown");
    };
  }

  private static final Remedy REMEDY =
      Remedy.of(
          List.of(Text.of(ID + ".do.v4"), Text.of(ID + ".do.say")),
          List.of(
              RemedyBlock.shell("postconf -P 'smtp/unix/inet_protocols = ipv4'\npostfix reload")));
}
