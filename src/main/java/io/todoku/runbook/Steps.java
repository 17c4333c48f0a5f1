package io.todoku.runbook;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is to be done on each way, in order. */
final class Steps {

  private final Plan plan;
  private final RecordMoves records;
  private final ServerMoves servers;

  private Steps(Plan plan) {
    this.plan = plan;
    this.records = new RecordMoves(plan);
    this.servers = new ServerMoves(plan);
  }

  static List<Step> of(Plan plan) {
    Steps steps = new Steps(plan);
    return switch (plan.way()) {
      case KEEP_NAME -> steps.keepName();
      case NEW_NAME -> steps.newName();
      case SAME_ADDRESS -> plan.isTransfer() ? steps.transfer() : steps.sameAccount();
    };
  }

  /** The ids of steps that are about the same in two plans. */
  static Set<String> inBoth(Plan one, Plan other) {
    Map<String, Step> before =
        of(one).stream().collect(Collectors.toMap(Step::id, Function.identity()));
    return of(other).stream()
        .filter(step ->
            Optional.ofNullable(before.get(step.id())).filter(step::isAboutTheSameAs).isPresent())
        .map(Step::id)
        .collect(Collectors.toSet());
  }

  /** The twelve steps, with what comes before, between and after. */
  private List<Step> keepName() {
    Plan.Server first = plan.first();
    Plan.Server second = Objects.requireNonNull(plan.second());
    return List.of(
        servers.limit(),
        records.ttlLowered(second.name()).until("flow-2"),
        records.dkim(),
        servers.instance("instance-1", first).number(1).until("flow-2"),
        servers.greets("name-1", first).number(2).after("instance-1").until("flow-2"),
        records.newRecord("a-1", first).number(3).after("instance-1").until("flow-2"),
        records.reverse("ptr-1", first, "a-1").number(4).after("name-1").until("flow-2"),
        servers.relay("relay-1", first).after("name-1").until("flow-2"),
        records.spf("flow-2").after("instance-1"),
        records
            .mxAdded("mx-1", first)
            .number(5)
            .after(
                "send-limit", "ttl-lowered", "dkim-covers", "a-1", "ptr-1", "relay-1", "spf-covers")
            .until("mx-2"),
        records
            .flows("flow-1", first.name(), plan.old().name())
            .number(6)
            .after("mx-1")
            .until("mx-2"),
        records.oldRemoved(true).number(6).after("flow-1"),
        servers.instance("instance-2", second).number(7).after("flow-1"),
        servers.greets("name-2", second).number(8).after("instance-2"),
        records.record("a-2", second, true).number(9).after("old-removed", "instance-2"),
        records.reverse("ptr-2", second, "a-2").number(10).after("a-2", "name-2"),
        servers.relay("relay-2", second).after("name-2"),
        records.swapped("mx-2", second, first).number(11).after("ptr-2", "relay-2"),
        servers.instanceEnded("flow-2", first, second).number(12).after("mx-2"),
        records
            .reverseReset("ptr-1-reset", first)
            .undoes("ptr-1")
            .after("flow-2")
            .until("released-1"),
        servers.released("released-1", first, "ptr-1-reset").after("ptr-1-reset"),
        records.ttlRaised(second.name()).undoes("ttl-lowered").after("flow-2"),
        servers.oldKept("flow-1").after("flow-2"));
  }

  private List<Step> newName() {
    Plan.Server first = plan.first();
    return List.of(
        servers.limit(),
        records.ttlLowered().until("flow-1"),
        records.dkim(),
        servers.instance("instance-1", first),
        servers.greets("name-1", first).after("instance-1"),
        records.newRecord("a-1", first).after("instance-1"),
        records.reverse("ptr-1", first, "a-1").after("name-1"),
        servers.relay("relay-1", first).after("name-1"),
        records.spf("flow-1").after("instance-1"),
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
        records.flows("flow-1", first.name(), plan.old().name()).after("mx-1"),
        records.oldRemoved(true).after("flow-1"),
        records.ttlRaised().undoes("ttl-lowered").after("flow-1"),
        servers.oldKept("flow-1").after("flow-1"));
  }

  private List<Step> sameAccount() {
    Plan.Server server = plan.first();
    return List.of(
        servers.limit(),
        servers.drained(),
        servers.instanceChanged("instance-1", server).after("drained"),
        servers.greets("name-1", server).after("instance-1"),
        servers.relay("relay-1", server).after("name-1"),
        records.record("a-1", server, false).after("instance-1"),
        records.reverse("ptr-1", server, "a-1").after("a-1"),
        servers.tried("name-1", "relay-1", "ptr-1"));
  }

  private List<Step> transfer() {
    Plan.Server server = plan.first();
    return Stream.concat(
            Stream.of(
                servers.limit(),
                servers.drained(),
                records.reverseRemoved().after("send-limit", "drained"),
                servers.transferred().after("ptr-removed")),
            Stream.of(
                servers.instance("instance-1", server).after("transfer"),
                servers.greets("name-1", server).after("instance-1"),
                servers.relay("relay-1", server).after("name-1"),
                records.record("a-1", server, false).after("transfer"),
                records.reverse("ptr-1", server, "a-1").after("a-1", "transfer"),
                servers.tried("name-1", "relay-1", "ptr-1")))
        .toList();
  }
}
