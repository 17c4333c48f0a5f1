package io.todoku.runbook.check;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.observe.AnswerPeriod;
import io.todoku.runbook.observe.RunbookState;
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
public record ElasticIpReassociatedCheck(String account, String region, String address, String step)
    implements StepCheck {

  private static final String RECORD_TYPE = "instance";

  @Override
  public CheckOutcome evaluate(CheckContext scene) {
    return switch (currentInstance(scene)) {
      case Unknown<List<String>>(Reason why) ->
          CheckOutcome.unknown(
              Text.of("runbook.check.address.unknown", address, account), why, List.of());
      case Known<List<String>>(List<String> now) -> outcome(now, scene);
    };
  }

  private CheckOutcome outcome(List<String> now, CheckContext scene) {
    List<AnswerPeriod> phases =
        scene.state().periods(address, RECORD_TYPE).stream().flatMap(List::stream).toList();
    List<String> first =
        phases.stream()
            .map(AnswerPeriod::values)
            .filter(values -> !values.isEmpty())
            .findFirst()
            .orElse(now);
    List<Evidence> evidence =
        phases.stream()
            .map(phase -> Evidence.aws("ec2:DescribeAddresses", evidenceLines(phase), phase.from()))
            .toList();
    if (!now.isEmpty() && !now.equals(first)) {
      return CheckOutcome.holds(
          Text.of("runbook.check.moved.hold", address, first.getFirst(), now.getFirst()), evidence);
    }
    CheckOutcome not =
        CheckOutcome.notYet(
            Text.of("runbook.check.moved.not", address, String.join("", now)), evidence);
    return now.isEmpty() ? not : confirmed(now.getFirst(), periodsAt(phases, now), not, scene);
  }

  private static List<AnswerPeriod> periodsAt(List<AnswerPeriod> phases, List<String> now) {
    return phases.stream().filter(phase -> phase.values().equals(now)).toList();
  }

  /**
   * Nothing shows whether the only instance that it was seen at is the old one or the new one. Once
   * it has left that and come back, a word counts no more unless it was said before.
   *
   * @param times that it was there
   * @param not what is said where nobody is asked
   */
  private CheckOutcome confirmed(
      String instance, List<AnswerPeriod> times, CheckOutcome not, CheckContext scene) {
    Optional<AnswerPeriod> first = times.stream().findFirst();
    CheckOutcome word =
        new ConfirmedByUser(
                step,
                "runbook.ask.moved",
                List.of(address, instance),
                _ -> first.map(AnswerPeriod::from))
            .evaluate(scene);
    Optional<Instant> left = first.flatMap(phase -> Optional.ofNullable(phase.until()));
    boolean before =
        left.isEmpty()
            || scene
                .state()
                .confirmation(step)
                .filter(w -> w.at().isBefore(left.get()))
                .isPresent();
    return before ? word : not;
  }

  private List<String> evidenceLines(AnswerPeriod phase) {
    return List.of((address + " " + String.join("", phase.values())).strip());
  }

  /** The instance that it is at; none, where it is at none or not there. */
  private Observed<List<String>> currentInstance(CheckContext scene) {
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
  public RunbookState recordInstance(CheckContext scene) {
    RunbookState memory = scene.state();
    if (!(currentInstance(scene) instanceof Known<List<String>>(List<String> now))) {
      return memory;
    }
    Map<String, Map<String, List<AnswerPeriod>>> records = new HashMap<>(memory.answerPeriods());
    Instant at = scene.observation().at();
    List<AnswerPeriod> phases =
        new ArrayList<>(
            memory.periods(address, RECORD_TYPE).stream().flatMap(List::stream).toList());
    if (phases.isEmpty() || !phases.getLast().values().equals(now)) {
      phases.replaceAll(phase -> phase.endedAt(at));
      phases.add(new AnswerPeriod(now, 0, at, null));
    }
    records.put(address + " " + RECORD_TYPE, Map.of(account, List.copyOf(phases)));
    return memory.withAnswerPeriods(records);
  }
}
