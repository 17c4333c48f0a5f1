package io.todoku.runbook.check;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.ElasticIp;
import io.todoku.snapshot.RegionInventory.Instance;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an Elastic IP is: at a running instance of an account, in the account at all, or no longer
 * there.
 */
public record ElasticIpStateCheck(
    @Nullable String account, @Nullable String region, String address, ExpectedState expected)
    implements StepCheck {

  /** What is wanted of it. */
  public enum ExpectedState {
    /** Associated with an instance that runs. */
    ON_RUNNING_INSTANCE,
    /** In the account, whatever it is associated with. */
    IN_ACCOUNT,
    /** In the account or not, and associated with no instance. */
    UNASSOCIATED,
    /** No longer in the account. */
    RELEASED
  }

  @Override
  public CheckOutcome evaluate(CheckContext scene) {
    Observed<RegionInventory> seen = scene.inventory(account, region);
    return switch (seen) {
      case Unknown<RegionInventory>(Reason why) -> unknownOutcome(why);
      case Known<RegionInventory>(RegionInventory inventory) ->
          switch (inventory.elasticIps()) {
            case Unknown<List<ElasticIp>>(Reason why) -> unknownOutcome(why);
            case Known<List<ElasticIp>>(List<ElasticIp> all) ->
                outcome(
                    all.stream().filter(ip -> ip.address().equals(address)).findFirst(),
                    inventory.instances(),
                    scene);
          };
    };
  }

  private CheckOutcome outcome(
      Optional<ElasticIp> ip, Observed<List<Instance>> instances, CheckContext scene) {
    List<Evidence> evidence =
        List.of(
            evidence("ec2:DescribeAddresses --public-ips " + address, evidenceLines(ip), scene));
    if (ip.isEmpty()) {
      return expected == ExpectedState.RELEASED || expected == ExpectedState.UNASSOCIATED
          ? CheckOutcome.holds(message("released"), evidence)
          : CheckOutcome.notYet(message("absent"), evidence);
    }
    if (expected == ExpectedState.RELEASED) {
      return CheckOutcome.notYet(message("held"), evidence);
    }
    if (expected == ExpectedState.IN_ACCOUNT) {
      return CheckOutcome.holds(message("held"), evidence);
    }
    String instance = ip.get().instanceId();
    if (instance == null) {
      return expected == ExpectedState.UNASSOCIATED
          ? CheckOutcome.holds(message("idle"), evidence)
          : CheckOutcome.notYet(message("idle"), evidence);
    }
    return expected == ExpectedState.UNASSOCIATED
        ? CheckOutcome.notYet(Text.of(messageKey("associated"), address, instance), evidence)
        : instanceRuns(instance, instances, evidence, scene);
  }

  private CheckOutcome instanceRuns(
      String id, Observed<List<Instance>> instances, List<Evidence> evidence, CheckContext scene) {
    return switch (instances) {
      case Unknown<List<Instance>>(Reason why) -> unknownOutcome(why);
      case Known<List<Instance>>(List<Instance> all) -> {
        String state =
            all.stream()
                .filter(one -> one.id().equals(id))
                .map(Instance::state)
                .findFirst()
                .orElse("");
        List<Evidence> both =
            List.of(
                evidence.getFirst(),
                evidence(
                    "ec2:DescribeInstances --instance-ids " + id,
                    List.of(id + " " + state),
                    scene));
        yield state.equals("running")
            ? CheckOutcome.holds(Text.of(messageKey("running"), address, id), both)
            : CheckOutcome.notYet(Text.of(messageKey("stopped"), address, id, state), both);
      }
    };
  }

  private Evidence evidence(String query, List<String> answer, CheckContext scene) {
    String where = region == null ? "" : " --region " + region;
    return Evidence.aws(query + where, answer, scene.observation().target().finishedAt());
  }

  private CheckOutcome unknownOutcome(Reason why) {
    return CheckOutcome.unknown(message("unknown"), why, List.of());
  }

  private Text message(String how) {
    return Text.of(messageKey(how), address, String.valueOf(account));
  }

  private static String messageKey(String how) {
    return "runbook.check.address." + how;
  }

  private static List<String> evidenceLines(Optional<ElasticIp> ip) {
    return ip.stream()
        .map(one ->
            one.allocationId()
                + " "
                + one.address()
                + (one.instanceId() == null ? "" : " " + one.instanceId()))
        .toList();
  }
}
