package io.todoku.runbook.step;

import io.todoku.runbook.check.ConfirmedByUser;
import io.todoku.runbook.check.DkimKeyMatchesCheck;
import io.todoku.runbook.check.DnsRecordCheck;
import io.todoku.runbook.check.MxPointsToServerCheck;
import io.todoku.runbook.check.NameReleasedCheck;
import io.todoku.runbook.check.OldRecordExpiredCheck;
import io.todoku.runbook.check.ReverseDnsAttributeCheck;
import io.todoku.runbook.check.ReverseDnsClearedCheck;
import io.todoku.runbook.check.RulePassesCheck;
import io.todoku.runbook.check.SpfAuthorizesAddressCheck;
import io.todoku.runbook.check.StepCheck;
import io.todoku.runbook.check.TtlLoweredCheck;
import io.todoku.runbook.check.TtlRestoredCheck;
import io.todoku.runbook.plan.Plan;
import io.todoku.snapshot.DnsLookup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Creates the steps of a plan that change DNS records, forward and reverse. */
final class RecordStepFactory extends StepFactory {

  RecordStepFactory(Plan plan) {
    super(plan);
  }

  /** Lowers the TTL of the records that the migration changes. */
  RunbookStep ttlLowered(String... hosts) {
    List<StepCheck> checks = new ArrayList<>();
    Arrays.stream(hosts).forEach(host -> checks.add(new TtlLoweredCheck(host, "A", LOWERED_TTL)));
    checks.add(new TtlLoweredCheck(plan.domain(), "MX", LOWERED_TTL));
    return step(
        "ttl-lowered",
        "ttl-lowered",
        List.of(plan.domain(), LOWERED_TTL),
        checks.toArray(StepCheck[]::new));
  }

  RunbookStep ttlRestored(String... hosts) {
    List<StepCheck> checks = new ArrayList<>();
    Arrays.stream(hosts).forEach(host -> checks.add(new TtlRestoredCheck(host, "A", NORMAL_TTL)));
    checks.add(new TtlRestoredCheck(plan.domain(), "MX", NORMAL_TTL));
    return step(
        "ttl-raised",
        "ttl-raised",
        List.of(plan.domain(), NORMAL_TTL),
        checks.toArray(StepCheck[]::new));
  }

  /**
   * Authorizes every server that sends mail before, during or after the migration.
   *
   * @param until the id of the step after which only the last server sends mail
   */
  RunbookStep spfCovers(String until) {
    List<StepCheck> checks = new ArrayList<>();
    checks.add(new SpfAuthorizesAddressCheck(plan.domain(), plan.old().address(), until));
    Plan.NewServer last = plan.second() == null ? plan.first() : plan.second();
    Stream.of(plan.first(), last)
        .distinct()
        .map(server ->
            checkAddressOf(
                server,
                address ->
                    new SpfAuthorizesAddressCheck(
                        plan.domain(), address, server.equals(last) ? null : until)))
        .forEach(checks::add);
    return step(
            "spf-covers", "spf-covers", List.of(plan.domain()), checks.toArray(StepCheck[]::new))
        .blocks(commands::spfRecord);
  }

  RunbookStep dkimCovers() {
    return step(
        "dkim-covers",
        "dkim-covers",
        List.of(plan.domain()),
        Stream.concat(
                Stream.of(RulePassesCheck.acceptingWarnings("dkim-published", plan.domain())),
                plan.dkimSelectors().stream()
                    .map(selector -> DkimKeyMatchesCheck.of(selector, plan.domain())))
            .toArray(StepCheck[]::new));
  }

  RunbookStep addressRecord(String id, Plan.NewServer server, boolean replaces) {
    List<StepCheck> checks = new ArrayList<>();
    checks.add(
        checkAddressOf(server, address -> DnsRecordCheck.exactly(server.name(), "A", address)));
    if (replaces) {
      checks.set(
          0,
          checkAddressOf(server, address -> DnsRecordCheck.withoutAlias(server.name(), address)));
      checks.add(
          checkAddressOf(
              server,
              address ->
                  new OldRecordExpiredCheck(DnsRecordCheck.withoutAlias(server.name(), address))));
    }
    return step(
            id, "a", List.of(server.name(), addressText(server)), checks.toArray(StepCheck[]::new))
        .blocks(_ -> commands.addressRecord(server));
  }

  /** The address record of a host name that does not exist yet. */
  RunbookStep newAddressRecord(String id, Plan.NewServer server) {
    return addressRecord(id, server, false)
        .checks(
            checkAddressOf(server, address -> DnsRecordCheck.withoutAlias(server.name(), address)),
            checkAddressOf(
                server,
                address ->
                    OldRecordExpiredCheck.forNewName(
                        DnsRecordCheck.withoutAlias(server.name(), address))));
  }

  /** AWS refuses a reverse DNS name whose A record does not point to the address. */
  RunbookStep reverseDnsSet(String id, Plan.NewServer server, String record) {
    return step(
            id,
            "ptr",
            List.of(addressText(server), server.name()),
            checkAddressOf(
                server,
                address ->
                    new ReverseDnsAttributeCheck(
                        plan.target().account(), plan.target().region(), address, server.name())),
            checkAddressOf(
                server,
                address ->
                    DnsRecordCheck.exactly(DnsLookup.reverseName(address), "PTR", server.name())))
        .requiredByAws(record)
        .blocks(context -> commands.setReverseDns(context, server));
  }

  RunbookStep reverseDnsReset(String id, Plan.NewServer server) {
    return step(
            id,
            "ptr-reset",
            List.of(addressText(server)),
            checkAddressOf(
                server,
                address ->
                    new ReverseDnsAttributeCheck(
                        plan.target().account(), plan.target().region(), address, null)))
        .blocks(
            context -> commands.resetReverseDns(context, plan.target().region(), server.address()));
  }

  /** AWS refuses to transfer an address to another account while it has a reverse DNS name. */
  RunbookStep reverseDnsRemoved() {
    Plan.OldServer old = plan.old();
    return step(
            "ptr-removed",
            "ptr-removed",
            List.of(old.address(), String.valueOf(old.account())),
            new ReverseDnsClearedCheck(old, plan.target()))
        .undoneBy("transfer")
        .blocks(context ->
            commands.resetReverseDns(context, String.valueOf(old.region()), old.address()));
  }

  RunbookStep mxAdded(String id, Plan.NewServer server) {
    return step(
            id,
            "mx-add",
            List.of(plan.domain(), server.name()),
            DnsRecordCheck.requiring(plan.domain(), "MX", server.name()))
        .blocks(_ -> commands.mxRecord(server.name()));
  }

  RunbookStep mxReplaced(String id, Plan.NewServer to, Plan.NewServer from) {
    return step(
            id,
            "mx-swap",
            List.of(plan.domain(), to.name(), from.name()),
            checkAddressOf(
                to, address -> new MxPointsToServerCheck(plan.domain(), to.name(), address)),
            DnsRecordCheck.forbidding(plan.domain(), "MX", from.name()))
        .blocks(_ -> commands.mxRecord(to.name()));
  }

  /** All mail reaches the new server, and none is left on the other one. */
  RunbookStep mailFlows(String id, String to, String from) {
    OldRecordExpiredCheck oldMxExpired =
        new OldRecordExpiredCheck(DnsRecordCheck.replacing(plan.domain(), "MX", to, from));
    return step(
        id,
        "flow",
        List.of(plan.domain(), to, from),
        DnsRecordCheck.requiring(plan.domain(), "MX", to),
        DnsRecordCheck.forbidding(plan.domain(), "MX", from),
        oldMxExpired,
        new ConfirmedByUser(id, "runbook.ask.flow", List.of(from), oldMxExpired::expiredAt));
  }

  /** The old server's host name and address no longer resolve to each other. */
  RunbookStep oldRecordsRemoved(boolean nameIsReleased) {
    Plan.OldServer old = plan.old();
    List<StepCheck> checks = new ArrayList<>();
    if (nameIsReleased) {
      checks.add(new NameReleasedCheck(old.name(), old.address()));
    }
    if (old.isOnEc2()) {
      checks.add(new ReverseDnsAttributeCheck(old.account(), old.region(), old.address(), null));
    }
    checks.add(DnsRecordCheck.forbidding(DnsLookup.reverseName(old.address()), "PTR", old.name()));
    return step(
            "old-removed",
            "old-removed",
            List.of(old.name(), old.address()),
            checks.toArray(StepCheck[]::new))
        .blocks(commands::resetOldReverseDns);
  }
}
