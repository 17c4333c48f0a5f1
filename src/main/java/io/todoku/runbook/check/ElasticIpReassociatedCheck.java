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
 * An Elastic IP that stays in its account is associated with another instance than before.
 * Observations of two instances show this; if only one was observed, a person has to confirm it.
 *
 * @param step the id of the step that is confirmed
 */
public record ElasticIpReassociatedCheck(String account, String region, String address, String step)
    implements StepCheck {

  private static final String RECORD_TYPE = "instance";

  @Override
  public CheckOutcome evaluate(CheckContext context) {
    return switch (currentInstance(context)) {
      case Unknown<List<String>>(Reason reason) ->
          CheckOutcome.unknown(
              Text.of("runbook.check.address.unknown", address, account), reason, List.of());
      case Known<List<String>>(List<String> current) -> outcome(current, context);
    };
  }

  private CheckOutcome outcome(List<String> current, CheckContext context) {
    List<AnswerPeriod> periods =
        context.state().periods(address, RECORD_TYPE).stream().flatMap(List::stream).toList();
    List<String> original =
        periods.stream()
            .map(AnswerPeriod::values)
            .filter(values -> !values.isEmpty())
            .findFirst()
            .orElse(current);
    List<Evidence> evidence =
        periods.stream()
            .map(period ->
                Evidence.aws("ec2:DescribeAddresses", evidenceLines(period), period.from()))
            .toList();
    if (!current.isEmpty() && !current.equals(original)) {
      return CheckOutcome.holds(
          Text.of("runbook.check.moved.hold", address, original.getFirst(), current.getFirst()),
          evidence);
    }
    CheckOutcome notMoved =
        CheckOutcome.notYet(
            Text.of("runbook.check.moved.not", address, String.join("", current)), evidence);
    return current.isEmpty()
        ? notMoved
        : confirmed(current.getFirst(), periodsAt(periods, current), notMoved, context);
  }

  private static List<AnswerPeriod> periodsAt(List<AnswerPeriod> periods, List<String> current) {
    return periods.stream().filter(period -> period.values().equals(current)).toList();
  }

  /**
   * Asks for confirmation, because one instance alone could be the old or the new one. After the
   * address has left that instance and come back, only a confirmation from before counts.
   *
   * @param periods the periods at the present instance
   * @param notMoved the outcome if no confirmation can count
   */
  private CheckOutcome confirmed(
      String instance,
      List<AnswerPeriod> periodsAtInstance,
      CheckOutcome notMoved,
      CheckContext context) {
    Optional<AnswerPeriod> firstPeriod = periodsAtInstance.stream().findFirst();
    CheckOutcome confirmed =
        new ConfirmedByUser(
                step,
                "runbook.ask.moved",
                List.of(address, instance),
                _ -> firstPeriod.map(AnswerPeriod::from))
            .evaluate(context);
    Optional<Instant> leftAt = firstPeriod.flatMap(period -> Optional.ofNullable(period.until()));
    boolean confirmationCounts =
        leftAt.isEmpty()
            || context
                .state()
                .confirmation(step)
                .filter(decision -> decision.at().isBefore(leftAt.get()))
                .isPresent();
    return confirmationCounts ? confirmed : notMoved;
  }

  private List<String> evidenceLines(AnswerPeriod period) {
    return List.of((address + " " + String.join("", period.values())).strip());
  }

  /**
   * The instance that the address is associated with; an empty list if there is none, or the
   * address is not in the account.
   */
  private Observed<List<String>> currentInstance(CheckContext context) {
    return switch (context.inventory(account, region)) {
      case Unknown<RegionInventory>(Reason reason) -> Observed.unknown(reason);
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

  /**
   * Adds the observed instance to the state; leaves the state unchanged if the instance is unknown.
   */
  public RunbookState recordInstance(CheckContext context) {
    RunbookState state = context.state();
    if (!(currentInstance(context) instanceof Known<List<String>>(List<String> current))) {
      return state;
    }
    Map<String, Map<String, List<AnswerPeriod>>> records = new HashMap<>(state.answerPeriods());
    Instant at = context.observation().at();
    List<AnswerPeriod> periods =
        new ArrayList<>(
            state.periods(address, RECORD_TYPE).stream().flatMap(List::stream).toList());
    if (periods.isEmpty() || !periods.getLast().values().equals(current)) {
      periods.replaceAll(period -> period.endedAt(at));
      periods.add(new AnswerPeriod(current, 0, at, null));
    }
    records.put(address + " " + RECORD_TYPE, Map.of(account, List.copyOf(periods)));
    return state.withAnswerPeriods(records);
  }
}
