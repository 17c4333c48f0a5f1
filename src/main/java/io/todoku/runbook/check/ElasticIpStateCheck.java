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
 * An Elastic IP is in the expected state, for example associated with a running instance of an
 * account.
 */
public record ElasticIpStateCheck(
    @Nullable String account, @Nullable String region, String address, ExpectedState expected)
    implements StepCheck {

  /** The state that an Elastic IP is expected to be in. */
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
  public CheckOutcome evaluate(CheckContext context) {
    return switch (context.inventory(account, region)) {
      case Unknown<RegionInventory>(Reason reason) -> unknownOutcome(reason);
      case Known<RegionInventory>(RegionInventory inventory) ->
          switch (inventory.elasticIps()) {
            case Unknown<List<ElasticIp>>(Reason reason) -> unknownOutcome(reason);
            case Known<List<ElasticIp>>(List<ElasticIp> known) ->
                outcome(
                    known.stream().filter(ip -> ip.address().equals(address)).findFirst(),
                    inventory.instances(),
                    context);
          };
    };
  }

  private CheckOutcome outcome(
      Optional<ElasticIp> ip, Observed<List<Instance>> instances, CheckContext context) {
    List<Evidence> evidence =
        List.of(
            evidence("ec2:DescribeAddresses --public-ips " + address, evidenceLines(ip), context));
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
        : instanceRuns(instance, instances, evidence, context);
  }

  private CheckOutcome instanceRuns(
      String id,
      Observed<List<Instance>> instances,
      List<Evidence> evidence,
      CheckContext context) {
    return switch (instances) {
      case Unknown<List<Instance>>(Reason reason) -> unknownOutcome(reason);
      case Known<List<Instance>>(List<Instance> known) -> {
        String state =
            known.stream()
                .filter(instance -> instance.id().equals(id))
                .map(Instance::state)
                .findFirst()
                .orElse("");
        List<Evidence> evidenceOfBoth =
            List.of(
                evidence.getFirst(),
                evidence(
                    "ec2:DescribeInstances --instance-ids " + id,
                    List.of(id + " " + state),
                    context));
        yield state.equals("running")
            ? CheckOutcome.holds(Text.of(messageKey("running"), address, id), evidenceOfBoth)
            : CheckOutcome.notYet(
                Text.of(messageKey("stopped"), address, id, state), evidenceOfBoth);
      }
    };
  }

  private Evidence evidence(String query, List<String> answer, CheckContext context) {
    String regionOption = region == null ? "" : " --region " + region;
    return Evidence.aws(query + regionOption, answer, context.observation().target().finishedAt());
  }

  private CheckOutcome unknownOutcome(Reason reason) {
    return CheckOutcome.unknown(message("unknown"), reason, List.of());
  }

  private Text message(String suffix) {
    return Text.of(messageKey(suffix), address, String.valueOf(account));
  }

  private static String messageKey(String suffix) {
    return "runbook.check.address." + suffix;
  }

  private static List<String> evidenceLines(Optional<ElasticIp> ip) {
    return ip.stream()
        .map(found ->
            found.allocationId()
                + " "
                + found.address()
                + (found.instanceId() == null ? "" : " " + found.instanceId()))
        .toList();
  }
}
