package io.todoku.runbook;

import io.todoku.runbook.Elastic.Want;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The steps that servers, their addresses and people make, for one plan. */
final class ServerMoves extends Moves {

  ServerMoves(Plan plan) {
    super(plan);
  }

  Step limit() {
    String region = plan.target().region();
    return step(
            "send-limit",
            "send-limit",
            List.of(region, plan.target().account()),
            new OrSaid(
                new Lifted(region), new Said("send-limit", "runbook.ask.limit", List.of(region))))
        .commands(pasted::limitRequest);
  }

  Step instance(String id, Plan.Server server) {
    return step(
            id,
            "instance",
            List.of(address(server), server.name(), plan.target().region()),
            at(
                server,
                address ->
                    new Elastic(
                        plan.target().account(), plan.target().region(), address, Want.RUNNING)))
        .commands(scene -> pasted.associate(scene, server));
  }

  /** The Elastic IP stays in its account: that it is at an instance shows nothing yet. */
  Step instanceChanged(String id, Plan.Server server) {
    Plan.Target target = plan.target();
    Step step = instance(id, server);
    return step.checks(
        step.checks().getFirst(),
        at(server, address -> new Moved(target.account(), target.region(), address, id)));
  }

  Step instanceEnded(String id, Plan.Server ended, Plan.Server stays) {
    Caches caches = new Caches(Answers.instead(plan.domain(), "MX", stays.name(), ended.name()));
    return step(
        id,
        "ended",
        List.of(stays.name(), ended.name(), address(ended)),
        caches,
        new Said(id, "runbook.ask.flow", List.of(ended.name()), caches::gone),
        at(
            ended,
            address ->
                new Elastic(plan.target().account(), plan.target().region(), address, Want.IDLE)));
  }

  Step greets(String id, Plan.Server server) {
    return step(
            id,
            "name",
            List.of(server.name(), address(server)),
            at(server, address -> new Greets(address, server.name())))
        .commands(_ -> pasted.hostName(server));
  }

  Step relay(String id, Plan.Server server) {
    return step(
        id,
        "relay",
        List.of(address(server), server.name()),
        at(server, address -> Judged.passes("no-open-relay", address)));
  }

  /** Whoever gets the address next must not be let send, nor be led to. */
  Step released(String id, Plan.Server server, String reset) {
    return step(
            id,
            "released",
            List.of(address(server)),
            at(
                server,
                address ->
                    new Elastic(
                        plan.target().account(), plan.target().region(), address, Want.RELEASED)),
            at(server, address -> Answers.lacking(server.name(), "A", address)),
            at(server, address -> new SpfLeft(plan.domain(), address)))
        .enforced(reset)
        .commands(scene -> pasted.release(scene, server));
  }

  Step transferred() {
    Plan.Old old = plan.old();
    return step(
            "transfer",
            "transfer",
            List.of(old.address(), String.valueOf(old.account()), plan.target().account()),
            new Elastic(old.account(), old.region(), old.address(), Want.RELEASED),
            new Elastic(plan.target().account(), plan.target().region(), old.address(), Want.HELD))
        .enforced("ptr-removed")
        .commands(pasted::transfer);
  }

  Step drained() {
    String old = plan.old().name();
    return step(
        "drained",
        "drained",
        List.of(old),
        new Said("drained", "runbook.ask.drained", List.of(old)));
  }

  Step oldKept(String since) {
    return step(
        "old-kept",
        "old-kept",
        List.of(plan.old().name(), KEPT.toDays()),
        new Since(since, KEPT),
        new Said(
            "old-kept",
            "runbook.ask.off",
            List.of(plan.old().name()),
            scene -> scene.memory().done(since).map(done -> done.at().plus(KEPT))));
  }

  /** All mail flows, by the word of a person who has sent and received some after all was done. */
  Step tried(String... after) {
    String name = plan.first().name();
    return step(
            "tried",
            "tried",
            List.of(name),
            new Said(
                "tried",
                "runbook.ask.tried",
                List.of(name),
                scene ->
                    Arrays.stream(after)
                        .flatMap(step -> scene.memory().done(step).stream())
                        .map(Memory.Done::at)
                        .max(Comparator.naturalOrder())))
        .after(after);
  }
}
