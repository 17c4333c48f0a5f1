package io.todoku.runbook.step;

import io.todoku.runbook.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists the steps of each migration strategy in their order. */
public final class RunbookSteps {

  private final Plan plan;
  private final RecordStepFactory records;
  private final ServerStepFactory servers;

  private RunbookSteps(Plan plan) {
    this.plan = plan;
    this.records = new RecordStepFactory(plan);
    this.servers = new ServerStepFactory(plan);
  }

  public static List<RunbookStep> of(Plan plan) {
    RunbookSteps steps = new RunbookSteps(plan);
    return switch (plan.strategy()) {
      case KEEP_NAME -> steps.keepName();
      case NEW_NAME -> steps.newName();
      case SAME_ADDRESS -> plan.isTransfer() ? steps.transfer() : steps.sameAccount();
    };
  }

  /** The ids of the steps that are equivalent in two plans. */
  public static Set<String> unchangedSteps(Plan before, Plan after) {
    Map<String, RunbookStep> stepsBefore =
        of(before).stream().collect(Collectors.toMap(RunbookStep::id, Function.identity()));
    return of(after).stream()
        .filter(step ->
            Optional.ofNullable(stepsBefore.get(step.id()))
                .filter(step::isEquivalentTo)
                .isPresent())
        .map(RunbookStep::id)
        .collect(Collectors.toSet());
  }

  /** The twelve steps, with the steps before, between and after them. */
  private List<RunbookStep> keepName() {
    Plan.NewServer first = plan.first();
    Plan.NewServer second = Objects.requireNonNull(plan.second());
    return List.of(
        servers.sendLimitRemoved(),
        records.ttlLowered(second.name()).undoneBy("flow-2"),
        records.dkimCovers(),
        servers.instanceRuns("instance-1", first).number(1).undoneBy("flow-2"),
        servers.heloNameSet("name-1", first).number(2).after("instance-1").undoneBy("flow-2"),
        records.newAddressRecord("a-1", first).number(3).after("instance-1").undoneBy("flow-2"),
        records.reverseDnsSet("ptr-1", first, "a-1").number(4).after("name-1").undoneBy("flow-2"),
        servers.noOpenRelay("relay-1", first).after("name-1").undoneBy("flow-2"),
        records.spfCovers("flow-2").after("instance-1"),
        records
            .mxAdded("mx-1", first)
            .number(5)
            .after(
                "send-limit", "ttl-lowered", "dkim-covers", "a-1", "ptr-1", "relay-1", "spf-covers")
            .undoneBy("mx-2"),
        records
            .mailFlows("flow-1", first.name(), plan.old().name())
            .number(6)
            .after("mx-1")
            .undoneBy("mx-2"),
        records.oldRecordsRemoved(true).number(6).after("flow-1"),
        servers.instanceRuns("instance-2", second).number(7).after("flow-1"),
        servers.heloNameSet("name-2", second).number(8).after("instance-2"),
        records.addressRecord("a-2", second, true).number(9).after("old-removed", "instance-2"),
        records.reverseDnsSet("ptr-2", second, "a-2").number(10).after("a-2", "name-2"),
        servers.noOpenRelay("relay-2", second).after("name-2"),
        records.mxReplaced("mx-2", second, first).number(11).after("ptr-2", "relay-2"),
        servers.instanceEnded("flow-2", first, second).number(12).after("mx-2"),
        records
            .reverseDnsReset("ptr-1-reset", first)
            .undoes("ptr-1")
            .after("flow-2")
            .undoneBy("released-1"),
        servers.addressReleased("released-1", first, "ptr-1-reset").after("ptr-1-reset"),
        records.ttlRestored(second.name()).undoes("ttl-lowered").after("flow-2"),
        servers.oldServerKept("flow-1").after("flow-2"));
  }

  private List<RunbookStep> newName() {
    Plan.NewServer first = plan.first();
    return List.of(
        servers.sendLimitRemoved(),
        records.ttlLowered().undoneBy("flow-1"),
        records.dkimCovers(),
        servers.instanceRuns("instance-1", first),
        servers.heloNameSet("name-1", first).after("instance-1"),
        records.newAddressRecord("a-1", first).after("instance-1"),
        records.reverseDnsSet("ptr-1", first, "a-1").after("name-1"),
        servers.noOpenRelay("relay-1", first).after("name-1"),
        records.spfCovers("flow-1").after("instance-1"),
        records
            .mxAdded("mx-1", first)
            .after(
                "send-limit",
                "ttl-lowered",
                "dkim-covers",
                "a-1",
                "ptr-1",
                "relay-1",
                "spf-covers"),
        records.mailFlows("flow-1", first.name(), plan.old().name()).after("mx-1"),
        records.oldRecordsRemoved(true).after("flow-1"),
        records.ttlRestored().undoes("ttl-lowered").after("flow-1"),
        servers.oldServerKept("flow-1").after("flow-1"));
  }

  private List<RunbookStep> sameAccount() {
    Plan.NewServer server = plan.first();
    return List.of(
        servers.sendLimitRemoved(),
        servers.queueDrained(),
        servers.instanceChanged("instance-1", server).after("drained"),
        servers.heloNameSet("name-1", server).after("instance-1"),
        servers.noOpenRelay("relay-1", server).after("name-1"),
        records.addressRecord("a-1", server, false).after("instance-1"),
        records.reverseDnsSet("ptr-1", server, "a-1").after("a-1"),
        servers.mailTried("name-1", "relay-1", "ptr-1"));
  }

  private List<RunbookStep> transfer() {
    Plan.NewServer server = plan.first();
    return Stream.concat(
            Stream.of(
                servers.sendLimitRemoved(),
                servers.queueDrained(),
                records.reverseDnsRemoved().after("send-limit", "drained"),
                servers.addressTransferred().after("ptr-removed")),
            Stream.of(
                servers.instanceRuns("instance-1", server).after("transfer"),
                servers.heloNameSet("name-1", server).after("instance-1"),
                servers.noOpenRelay("relay-1", server).after("name-1"),
                records.addressRecord("a-1", server, false).after("transfer"),
                records.reverseDnsSet("ptr-1", server, "a-1").after("a-1", "transfer"),
                servers.mailTried("name-1", "relay-1", "ptr-1")))
        .toList();
  }
}
