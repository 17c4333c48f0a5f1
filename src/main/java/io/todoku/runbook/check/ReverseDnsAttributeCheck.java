package io.todoku.runbook.check;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.ElasticIp;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * EC2 has the expected reverse DNS name for an Elastic IP, and no change of it is pending.
 *
 * @param name the expected name; null if there must be none
 */
public record ReverseDnsAttributeCheck(
    @Nullable String account, @Nullable String region, String address, @Nullable String name)
    implements StepCheck {

  private static final String API = "ec2:DescribeAddressesAttribute";

  @Override
  public CheckOutcome evaluate(CheckContext context) {
    return switch (context.inventory(account, region)) {
      case Unknown<RegionInventory>(Reason reason) -> unknownOutcome(reason);
      case Known<RegionInventory>(RegionInventory inventory) ->
          switch (inventory.reverseDns()) {
            case Unknown<List<ReverseDns>>(Reason reason) -> unknownOutcome(reason);
            case Known<List<ReverseDns>>(List<ReverseDns> attributes) ->
                outcome(
                    attributes,
                    isInAccount(inventory),
                    context.observation().target().finishedAt());
          };
    };
  }

  /**
   * Whether the address is in the account; an address of another account has no attribute to read.
   */
  private boolean isInAccount(RegionInventory inventory) {
    return inventory.elasticIps() instanceof Known<List<ElasticIp>>(List<ElasticIp> ips)
        && ips.stream().anyMatch(ip -> ip.address().equals(address));
  }

  private CheckOutcome outcome(List<ReverseDns> attributes, boolean isInAccount, Instant at) {
    Optional<ReverseDns> attribute =
        attributes.stream().filter(r -> r.address().equals(address)).findFirst();
    List<Evidence> evidence = List.of(Evidence.aws(API, evidenceLines(attribute), at));
    String status = attribute.map(ReverseDns::updateStatus).map(String::strip).orElse("");
    String updateReason = attribute.map(ReverseDns::updateReason).map(String::strip).orElse("");
    if (status.equalsIgnoreCase("PENDING")) {
      return CheckOutcome.notYet(Text.of(messageKey("pending"), address, status), evidence);
    }
    if (status.equalsIgnoreCase("FAILED") || (status.isEmpty() && !updateReason.isEmpty())) {
      return CheckOutcome.notYet(Text.of(messageKey("failed"), address, updateReason), evidence);
    }
    if (!status.isEmpty()) { // EC2 documents no other status, so its meaning is unknown
      Reason reason =
          Reason.of(ReasonKind.INCONCLUSIVE, API, (status + " " + updateReason).strip());
      return CheckOutcome.unknown(Text.of(messageKey("unknown"), address), reason, evidence);
    }
    String current = attribute.map(ReverseDns::ptrRecord).map(DnsLookup::canonical).orElse(null);
    if (current == null && name == null) {
      return CheckOutcome.holds(Text.of(messageKey("none"), address), evidence);
    }
    if (current == null) {
      return CheckOutcome.notYet(
          Text.of(messageKey(isInAccount ? "none" : "absent"), address), evidence);
    }
    return current.equals(name)
        ? CheckOutcome.holds(Text.of(messageKey("is"), address, current), evidence)
        : CheckOutcome.notYet(Text.of(messageKey("is"), address, current), evidence);
  }

  private CheckOutcome unknownOutcome(Reason reason) {
    return CheckOutcome.unknown(Text.of(messageKey("unknown"), address), reason, List.of());
  }

  private static String messageKey(String suffix) {
    return "runbook.check.attribute." + suffix;
  }

  private static List<String> evidenceLines(Optional<ReverseDns> attribute) {
    return attribute.stream()
        .map(values ->
            Stream.of(
                    values.address(),
                    values.ptrRecord(),
                    values.updateValue(),
                    values.updateStatus(),
                    values.updateReason())
                .filter(Objects::nonNull)
                .reduce((a, b) -> a + " " + b)
                .orElse(""))
        .toList();
  }
}
