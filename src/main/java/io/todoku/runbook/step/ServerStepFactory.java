package io.todoku.runbook.step;

import io.todoku.runbook.check.AnyOfCheck;
import io.todoku.runbook.check.ConfirmedByUser;
import io.todoku.runbook.check.DnsRecordCheck;
import io.todoku.runbook.check.ElasticIpReassociatedCheck;
import io.todoku.runbook.check.ElasticIpStateCheck;
import io.todoku.runbook.check.ElasticIpStateCheck.ExpectedState;
import io.todoku.runbook.check.HeloNameMatchesCheck;
import io.todoku.runbook.check.MinimumAgeCheck;
import io.todoku.runbook.check.OldRecordExpiredCheck;
import io.todoku.runbook.check.RulePassesCheck;
import io.todoku.runbook.check.SendLimitRemovedCheck;
import io.todoku.runbook.check.SpfAddressRemovedCheck;
import io.todoku.runbook.observe.RunbookState;
import io.todoku.runbook.plan.Plan;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The steps that servers, their addresses and people make, for one plan. */
final class ServerStepFactory extends StepFactory {

  ServerStepFactory(Plan plan) {
    super(plan);
  }

  RunbookStep sendLimitRemoved() {
    String region = plan.target().region();
    return step(
            "send-limit",
            "send-limit",
            List.of(region, plan.target().account()),
            new AnyOfCheck(
                new SendLimitRemovedCheck(region),
                new ConfirmedByUser("send-limit", "runbook.ask.limit", List.of(region))))
        .commands(commands::limitRequest);
  }

  RunbookStep instanceRuns(String id, Plan.NewServer server) {
    return step(
            id,
            "instance",
            List.of(addressText(server), server.name(), plan.target().region()),
            checkAddressOf(
                server,
                address ->
                    new ElasticIpStateCheck(
                        plan.target().account(),
                        plan.target().region(),
                        address,
                        ExpectedState.ON_RUNNING_INSTANCE)))
        .commands(scene -> commands.associateAddress(scene, server));
  }

  /** The Elastic IP stays in its account: that it is at an instance shows nothing yet. */
  RunbookStep instanceChanged(String id, Plan.NewServer server) {
    Plan.TargetAccount target = plan.target();
    RunbookStep step = instanceRuns(id, server);
    return step.checks(
        step.checks().getFirst(),
        checkAddressOf(
            server,
            address ->
                new ElasticIpReassociatedCheck(target.account(), target.region(), address, id)));
  }

  RunbookStep instanceEnded(String id, Plan.NewServer ended, Plan.NewServer stays) {
    OldRecordExpiredCheck caches =
        new OldRecordExpiredCheck(
            DnsRecordCheck.replacing(plan.domain(), "MX", stays.name(), ended.name()));
    return step(
        id,
        "ended",
        List.of(stays.name(), ended.name(), addressText(ended)),
        caches,
        new ConfirmedByUser(id, "runbook.ask.flow", List.of(ended.name()), caches::expiredAt),
        checkAddressOf(
            ended,
            address ->
                new ElasticIpStateCheck(
                    plan.target().account(),
                    plan.target().region(),
                    address,
                    ExpectedState.UNASSOCIATED)));
  }

  RunbookStep heloNameSet(String id, Plan.NewServer server) {
    return step(
            id,
            "name",
            List.of(server.name(), addressText(server)),
            checkAddressOf(server, address -> new HeloNameMatchesCheck(address, server.name())))
        .commands(_ -> commands.setHostName(server));
  }

  RunbookStep noOpenRelay(String id, Plan.NewServer server) {
    return step(
        id,
        "relay",
        List.of(addressText(server), server.name()),
        checkAddressOf(
            server, address -> RulePassesCheck.acceptingWarnings("no-open-relay", address)));
  }

  /** Whoever gets the address next must not be let send, nor be led to. */
  RunbookStep addressReleased(String id, Plan.NewServer server, String reset) {
    return step(
            id,
            "released",
            List.of(addressText(server)),
            checkAddressOf(
                server,
                address ->
                    new ElasticIpStateCheck(
                        plan.target().account(),
                        plan.target().region(),
                        address,
                        ExpectedState.RELEASED)),
            checkAddressOf(
                server, address -> DnsRecordCheck.forbidding(server.name(), "A", address)),
            checkAddressOf(server, address -> new SpfAddressRemovedCheck(plan.domain(), address)))
        .requiredByAws(reset)
        .commands(scene -> commands.releaseAddress(scene, server));
  }

  RunbookStep addressTransferred() {
    Plan.OldServer old = plan.old();
    return step(
            "transfer",
            "transfer",
            List.of(old.address(), String.valueOf(old.account()), plan.target().account()),
            new ElasticIpStateCheck(
                old.account(), old.region(), old.address(), ExpectedState.RELEASED),
            new ElasticIpStateCheck(
                plan.target().account(),
                plan.target().region(),
                old.address(),
                ExpectedState.IN_ACCOUNT))
        .requiredByAws("ptr-removed")
        .commands(commands::transferAddress);
  }

  RunbookStep queueDrained() {
    String old = plan.old().name();
    return step(
        "drained",
        "drained",
        List.of(old),
        new ConfirmedByUser("drained", "runbook.ask.drained", List.of(old)));
  }

  RunbookStep oldServerKept(String since) {
    return step(
        "old-kept",
        "old-kept",
        List.of(plan.old().name(), OLD_SERVER_RETENTION.toDays()),
        new MinimumAgeCheck(since, OLD_SERVER_RETENTION),
        new ConfirmedByUser(
            "old-kept",
            "runbook.ask.off",
            List.of(plan.old().name()),
            scene ->
                scene
                    .state()
                    .completions(since)
                    .map(done -> done.at().plus(OLD_SERVER_RETENTION))));
  }

  /** All mail flows, by the word of a person who has sent and received some after all was done. */
  RunbookStep mailTried(String... after) {
    String name = plan.first().name();
    return step(
            "tried",
            "tried",
            List.of(name),
            new ConfirmedByUser(
                "tried",
                "runbook.ask.tried",
                List.of(name),
                scene ->
                    Arrays.stream(after)
                        .flatMap(step -> scene.state().completions(step).stream())
                        .map(RunbookState.StepCompletion::at)
                        .max(Comparator.naturalOrder())))
        .after(after);
  }
}
