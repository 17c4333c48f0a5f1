package io.todoku.runbook;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.ElasticIp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An Elastic IP that stays in its account is at another instance than it was: by the instances that
 * looks have seen it at, or by a person's word where they have seen it at one only.
 *
 * @param step whose word it is
 */
record Moved(String account, String region, String address, String step) implements Check {

  private static final String KIND = "instance";

  @Override
  public Outcome in(Scene scene) {
    return switch (instance(scene)) {
      case Unknown<List<String>>(Reason why) ->
          Outcome.unknown(
              Text.of("runbook.check.address.unknown", address, account), why, List.of());
      case Known<List<String>>(List<String> now) -> of(now, scene);
    };
  }

  private Outcome of(List<String> now, Scene scene) {
    List<Phase> phases =
        scene.memory().phases(address, KIND).stream().flatMap(List::stream).toList();
    List<String> first =
        phases.stream()
            .map(Phase::values)
            .filter(values -> !values.isEmpty())
            .findFirst()
            .orElse(now);
    List<Evidence> evidence =
        phases.stream()
            .map(phase -> Evidence.aws("ec2:DescribeAddresses", lines(phase), phase.from()))
            .toList();
    if (!now.isEmpty() && !now.equals(first)) {
      return Outcome.holds(
          Text.of("runbook.check.moved.hold", address, first.getFirst(), now.getFirst()), evidence);
    }
    Outcome not =
        Outcome.notYet(Text.of("runbook.check.moved.not", address, String.join("", now)), evidence);
    return now.isEmpty() ? not : said(now.getFirst(), here(phases, now), not, scene);
  }

  private static List<Phase> here(List<Phase> phases, List<String> now) {
    return phases.stream().filter(phase -> phase.values().equals(now)).toList();
  }

  /**
   * Nothing shows whether the only instance that it was seen at is the old one or the new one. Once
   * it has left that and come back, a word counts no more unless it was said before.
   *
   * @param times that it was there
   * @param not what is said where nobody is asked
   */
  private Outcome said(String instance, List<Phase> times, Outcome not, Scene scene) {
    Optional<Phase> first = times.stream().findFirst();
    Outcome word =
        new Said(step, "runbook.ask.moved", List.of(address, instance), _ -> first.map(Phase::from))
            .in(scene);
    Optional<Instant> left = first.flatMap(phase -> Optional.ofNullable(phase.until()));
    boolean before =
        left.isEmpty()
            || scene.memory().word(step).filter(w -> w.at().isBefore(left.get())).isPresent();
    return before ? word : not;
  }

  private List<String> lines(Phase phase) {
    return List.of((address + " " + String.join("", phase.values())).strip());
  }

  /** The instance that it is at; none, where it is at none or not there. */
  private Observed<List<String>> instance(Scene scene) {
    return switch (scene.inventory(account, region)) {
      case Unknown<RegionInventory>(Reason why) -> Observed.unknown(why);
      case Known<RegionInventory>(RegionInventory inventory) ->
          inventory
              .elasticIps()
              .map(ips ->
                  ips.stream()
                      .filter(ip -> ip.address().equals(address))
                      .flatMap((ElasticIp ip) -> Stream.ofNullable(ip.instanceId()))
                      .toList());
    };
  }

  /** What is remembered of where it was, after a look; where that was not seen, nothing new. */
  Memory after(Scene scene) {
    Memory memory = scene.memory();
    if (!(instance(scene) instanceof Known<List<String>>(List<String> now))) {
      return memory;
    }
    Map<String, Map<String, List<Phase>>> records = new HashMap<>(memory.records());
    Instant at = scene.seen().at();
    List<Phase> phases =
        new ArrayList<>(memory.phases(address, KIND).stream().flatMap(List::stream).toList());
    if (phases.isEmpty() || !phases.getLast().values().equals(now)) {
      phases.replaceAll(phase -> phase.to(at));
      phases.add(new Phase(now, 0, at, null));
    }
    records.put(address + " " + KIND, Map.of(account, List.copyOf(phases)));
    return memory.withRecords(records);
  }
}
