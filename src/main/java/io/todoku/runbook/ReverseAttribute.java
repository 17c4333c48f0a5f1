package io.todoku.runbook;

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
record ReverseAttribute(
    @Nullable String account, @Nullable String region, String address, @Nullable String name)
    implements Check {

  private static final String API = "ec2:DescribeAddressesAttribute";

  @Override
  public Outcome in(Scene scene) {
    return switch (scene.inventory(account, region)) {
      case Unknown<RegionInventory>(Reason why) -> unknown(why);
      case Known<RegionInventory>(RegionInventory inventory) ->
          switch (inventory.reverseDns()) {
            case Unknown<List<ReverseDns>>(Reason why) -> unknown(why);
            case Known<List<ReverseDns>>(List<ReverseDns> all) ->
                of(all, isHere(inventory), scene.seen().target().finishedAt());
          };
    };
  }

  /** One that the account does not hold has no attribute to read. */
  private boolean isHere(RegionInventory inventory) {
    return inventory.elasticIps() instanceof Known<List<ElasticIp>>(List<ElasticIp> ips)
        && ips.stream().anyMatch(ip -> ip.address().equals(address));
  }

  private Outcome of(List<ReverseDns> all, boolean here, Instant at) {
    Optional<ReverseDns> found = all.stream().filter(r -> r.address().equals(address)).findFirst();
    List<Evidence> evidence = List.of(Evidence.aws(API, lines(found), at));
    String status = found.map(ReverseDns::updateStatus).map(String::strip).orElse("");
    String reason = found.map(ReverseDns::updateReason).map(String::strip).orElse("");
    if (status.equalsIgnoreCase("PENDING")) {
      return Outcome.notYet(Text.of(key("pending"), address, status), evidence);
    }
    if (status.equalsIgnoreCase("FAILED") || (status.isEmpty() && !reason.isEmpty())) {
      return Outcome.notYet(Text.of(key("failed"), address, reason), evidence);
    }
    if (!status.isEmpty()) { // EC2 documents no other: what it means by one is not guessed
      Reason why = Reason.of(Cause.INCONCLUSIVE, API, (status + " " + reason).strip());
      return Outcome.unknown(Text.of(key("unknown"), address), why, evidence);
    }
    String held = found.map(ReverseDns::ptrRecord).map(DnsLookup::canonical).orElse(null);
    if (held == null && name == null) {
      return Outcome.holds(Text.of(key("none"), address), evidence);
    }
    if (held == null) {
      return Outcome.notYet(Text.of(key(here ? "none" : "absent"), address), evidence);
    }
    return held.equals(name)
        ? Outcome.holds(Text.of(key("is"), address, held), evidence)
        : Outcome.notYet(Text.of(key("is"), address, held), evidence);
  }

  private Outcome unknown(Reason why) {
    return Outcome.unknown(Text.of(key("unknown"), address), why, List.of());
  }

  private static String key(String how) {
    return "runbook.check.attribute." + how;
  }

  private static List<String> lines(Optional<ReverseDns> found) {
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
