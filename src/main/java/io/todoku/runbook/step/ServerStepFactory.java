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

/** Creates the steps of a plan that concern servers and their addresses. */
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
        .blocks(commands::limitRequest);
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
        .blocks(context -> commands.associateAddress(context, server));
  }

  /**
   * The Elastic IP stays in its account, so it must be associated with another instance than
   * before.
   */
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

  RunbookStep instanceEnded(String id, Plan.NewServer endedServer, Plan.NewServer remainingServer) {
    OldRecordExpiredCheck oldMxExpired =
        new OldRecordExpiredCheck(
            DnsRecordCheck.replacing(
                plan.domain(), "MX", remainingServer.name(), endedServer.name()));
    return step(
        id,
        "ended",
        List.of(remainingServer.name(), endedServer.name(), addressText(endedServer)),
        oldMxExpired,
        new ConfirmedByUser(
            id, "runbook.ask.flow", List.of(endedServer.name()), oldMxExpired::expiredAt),
        checkAddressOf(
            endedServer,
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
        .blocks(_ -> commands.setHostName(server));
  }

  RunbookStep noOpenRelay(String id, Plan.NewServer server) {
    return step(
        id,
        "relay",
        List.of(addressText(server), server.name()),
        checkAddressOf(
            server, address -> RulePassesCheck.acceptingWarnings("no-open-relay", address)));
  }

  /** SPF must not authorize the next owner of the address, and no host name may resolve to it. */
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
        .blocks(context -> commands.releaseAddress(context, server));
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
        .blocks(commands::transferAddress);
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
            context ->
                context
                    .state()
                    .completion(since)
                    .map(completion -> completion.at().plus(OLD_SERVER_RETENTION))));
  }

  /** A person confirms having sent and received mail after these steps were done. */
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
                context ->
                    Arrays.stream(after)
                        .flatMap(step -> context.state().completion(step).stream())
                        .map(RunbookState.StepCompletion::at)
                        .max(Comparator.naturalOrder())))
        .after(after);
  }
}
