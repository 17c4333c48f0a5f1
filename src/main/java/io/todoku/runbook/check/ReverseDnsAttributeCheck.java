package io.todoku.runbook.check;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
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
 * EC2 itself holds the wanted reverse name for an Elastic IP, and no change of it is under way.
 *
 * @param name null: none
 */
public record ReverseDnsAttributeCheck(
    @Nullable String account, @Nullable String region, String address, @Nullable String name)
    implements StepCheck {

  private static final String API = "ec2:DescribeAddressesAttribute";

  @Override
  public CheckOutcome evaluate(CheckContext scene) {
    return switch (scene.inventory(account, region)) {
      case Unknown<RegionInventory>(Reason why) -> unknownOutcome(why);
      case Known<RegionInventory>(RegionInventory inventory) ->
          switch (inventory.reverseDns()) {
            case Unknown<List<ReverseDns>>(Reason why) -> unknownOutcome(why);
            case Known<List<ReverseDns>>(List<ReverseDns> all) ->
                outcome(all, isInAccount(inventory), scene.observation().target().finishedAt());
          };
    };
  }

  /** One that the account does not hold has no attribute to read. */
  private boolean isInAccount(RegionInventory inventory) {
    return inventory.elasticIps() instanceof Known<List<ElasticIp>>(List<ElasticIp> ips)
        && ips.stream().anyMatch(ip -> ip.address().equals(address));
  }

  private CheckOutcome outcome(List<ReverseDns> all, boolean here, Instant at) {
    Optional<ReverseDns> found = all.stream().filter(r -> r.address().equals(address)).findFirst();
    List<Evidence> evidence = List.of(Evidence.aws(API, evidenceLines(found), at));
    String status = found.map(ReverseDns::updateStatus).map(String::strip).orElse("");
    String reason = found.map(ReverseDns::updateReason).map(String::strip).orElse("");
    if (status.equalsIgnoreCase("PENDING")) {
      return CheckOutcome.notYet(Text.of(messageKey("pending"), address, status), evidence);
    }
    if (status.equalsIgnoreCase("FAILED") || (status.isEmpty() && !reason.isEmpty())) {
      return CheckOutcome.notYet(Text.of(messageKey("failed"), address, reason), evidence);
    }
    if (!status.isEmpty()) { // EC2 documents no other: what it means by one is not guessed
      Reason why = Reason.of(Cause.INCONCLUSIVE, API, (status + " " + reason).strip());
      return CheckOutcome.unknown(Text.of(messageKey("unknown"), address), why, evidence);
    }
    String held = found.map(ReverseDns::ptrRecord).map(DnsLookup::canonical).orElse(null);
    if (held == null && name == null) {
      return CheckOutcome.holds(Text.of(messageKey("none"), address), evidence);
    }
    if (held == null) {
      return CheckOutcome.notYet(Text.of(messageKey(here ? "none" : "absent"), address), evidence);
    }
    return held.equals(name)
        ? CheckOutcome.holds(Text.of(messageKey("is"), address, held), evidence)
        : CheckOutcome.notYet(Text.of(messageKey("is"), address, held), evidence);
  }

  private CheckOutcome unknownOutcome(Reason why) {
    return CheckOutcome.unknown(Text.of(messageKey("unknown"), address), why, List.of());
  }

  private static String messageKey(String how) {
    return "runbook.check.attribute." + how;
  }

  private static List<String> evidenceLines(Optional<ReverseDns> found) {
    return found.stream()
        .map(one ->
            Stream.of(
                    one.address(),
                    one.ptrRecord(),
                    one.updateValue(),
                    one.updateStatus(),
                    one.updateReason())
                .filter(Objects::nonNull)
                .reduce((a, b) -> a + " " + b)
                .orElse(""))
        .toList();
  }
}
