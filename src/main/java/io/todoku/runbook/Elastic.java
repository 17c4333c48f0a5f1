package io.todoku.runbook;

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
record Elastic(@Nullable String account, @Nullable String region, String address, Want want)
    implements Check {

  /** What is wanted of it. */
  enum Want {
    /** Associated with an instance that runs. */
    RUNNING,
    /** In the account, whatever it is associated with. */
    HELD,
    /** In the account or not, and associated with no instance. */
    IDLE,
    /** No longer in the account. */
    RELEASED
  }

  @Override
  public Outcome in(Scene scene) {
    Observed<RegionInventory> seen = scene.inventory(account, region);
    return switch (seen) {
      case Unknown<RegionInventory>(Reason why) -> unknown(why);
      case Known<RegionInventory>(RegionInventory inventory) ->
          switch (inventory.elasticIps()) {
            case Unknown<List<ElasticIp>>(Reason why) -> unknown(why);
            case Known<List<ElasticIp>>(List<ElasticIp> all) ->
                of(
                    all.stream().filter(ip -> ip.address().equals(address)).findFirst(),
                    inventory.instances(),
                    scene);
          };
    };
  }

  private Outcome of(Optional<ElasticIp> ip, Observed<List<Instance>> instances, Scene scene) {
    List<Evidence> evidence =
        List.of(asked("ec2:DescribeAddresses --public-ips " + address, lines(ip), scene));
    if (ip.isEmpty()) {
      return want == Want.RELEASED || want == Want.IDLE
          ? Outcome.holds(says("released"), evidence)
          : Outcome.notYet(says("absent"), evidence);
    }
    if (want == Want.RELEASED) {
      return Outcome.notYet(says("held"), evidence);
    }
    if (want == Want.HELD) {
      return Outcome.holds(says("held"), evidence);
    }
    String instance = ip.get().instanceId();
    if (instance == null) {
      return want == Want.IDLE
          ? Outcome.holds(says("idle"), evidence)
          : Outcome.notYet(says("idle"), evidence);
    }
    return want == Want.IDLE
        ? Outcome.notYet(Text.of(key("associated"), address, instance), evidence)
        : running(instance, instances, evidence, scene);
  }

  private Outcome running(
      String id, Observed<List<Instance>> instances, List<Evidence> evidence, Scene scene) {
    return switch (instances) {
      case Unknown<List<Instance>>(Reason why) -> unknown(why);
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
                asked(
                    "ec2:DescribeInstances --instance-ids " + id,
                    List.of(id + " " + state),
                    scene));
        yield state.equals("running")
            ? Outcome.holds(Text.of(key("running"), address, id), both)
            : Outcome.notYet(Text.of(key("stopped"), address, id, state), both);
      }
    };
  }

  private Evidence asked(String query, List<String> answer, Scene scene) {
    String where = region == null ? "" : " --region " + region;
    return Evidence.aws(query + where, answer, scene.seen().target().finishedAt());
  }

  private Outcome unknown(Reason why) {
    return Outcome.unknown(says("unknown"), why, List.of());
  }

  private Text says(String how) {
    return Text.of(key(how), address, String.valueOf(account));
  }

  private static String key(String how) {
    return "runbook.check.address." + how;
  }

  private static List<String> lines(Optional<ElasticIp> ip) {
    return ip.stream()
        .map(one ->
            one.allocationId()
                + " "
                + one.address()
                + (one.instanceId() == null ? "" : " " + one.instanceId()))
        .toList();
  }
}
