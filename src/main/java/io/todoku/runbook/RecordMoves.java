package io.todoku.runbook;

import io.todoku.snapshot.DnsLookup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The steps that change what DNS says, forward and reverse, for one plan. */
final class RecordMoves extends Moves {

  RecordMoves(Plan plan) {
    super(plan);
  }

  /** Of the records that will change. */
  Step ttlLowered(String... hosts) {
    List<Check> checks = new ArrayList<>();
    Arrays.stream(hosts).forEach(host -> checks.add(new TtlLow(host, "A", LOW)));
    checks.add(new TtlLow(plan.domain(), "MX", LOW));
    return step(
        "ttl-lowered", "ttl-lowered", List.of(plan.domain(), LOW), checks.toArray(Check[]::new));
  }

  Step ttlRaised(String... hosts) {
    List<Check> checks = new ArrayList<>();
    Arrays.stream(hosts).forEach(host -> checks.add(new TtlRaised(host, "A", EVERYDAY)));
    checks.add(new TtlRaised(plan.domain(), "MX", EVERYDAY));
    return step(
        "ttl-raised", "ttl-raised", List.of(plan.domain(), EVERYDAY), checks.toArray(Check[]::new));
  }

  /**
   * For every server that sends, or will.
   *
   * @param until the step after which only the last of them does
   */
  Step spf(String until) {
    List<Check> checks = new ArrayList<>();
    checks.add(new SpfCovers(plan.domain(), plan.old().address(), until));
    Plan.Server last = plan.second() == null ? plan.first() : plan.second();
    Stream.of(plan.first(), last)
        .distinct()
        .map(server ->
            at(
                server,
                address ->
                    new SpfCovers(plan.domain(), address, server.equals(last) ? null : until)))
        .forEach(checks::add);
    return step("spf-covers", "spf-covers", List.of(plan.domain()), checks.toArray(Check[]::new))
        .commands(pasted::spf);
  }

  Step dkim() {
    return step(
        "dkim-covers",
        "dkim-covers",
        List.of(plan.domain()),
        Stream.concat(
                Stream.of(Judged.passes("dkim-published", plan.domain())),
                plan.dkimSelectors().stream().map(key -> SameKey.of(key, plan.domain())))
            .toArray(Check[]::new));
  }

  Step record(String id, Plan.Server server, boolean replaces) {
    List<Check> checks = new ArrayList<>();
    checks.add(at(server, address -> Answers.only(server.name(), "A", address)));
    if (replaces) {
      checks.set(0, at(server, address -> Answers.itself(server.name(), address)));
      checks.add(at(server, address -> new Caches(Answers.itself(server.name(), address))));
    }
    return step(id, "a", List.of(server.name(), address(server)), checks.toArray(Check[]::new))
        .commands(_ -> pasted.address(server));
  }

  /** Of a name that was not there before. */
  Step newRecord(String id, Plan.Server server) {
    return record(id, server, false)
        .checks(
            at(server, address -> Answers.itself(server.name(), address)),
            at(server, address -> Caches.ofNewName(Answers.itself(server.name(), address))));
  }

  /** AWS refuses it while the A record does not point back. */
  Step reverse(String id, Plan.Server server, String record) {
    return step(
            id,
            "ptr",
            List.of(address(server), server.name()),
            at(
                server,
                address ->
                    new ReverseAttribute(
                        plan.target().account(), plan.target().region(), address, server.name())),
            at(
                server,
                address -> Answers.only(DnsLookup.reverseName(address), "PTR", server.name())))
        .enforced(record)
        .commands(scene -> pasted.reverse(scene, server));
  }

  Step reverseReset(String id, Plan.Server server) {
    return step(
            id,
            "ptr-reset",
            List.of(address(server)),
            at(
                server,
                address ->
                    new ReverseAttribute(
                        plan.target().account(), plan.target().region(), address, null)))
        .commands(scene -> pasted.reset(scene, plan.target().region(), server.address()));
  }

  /** Where the address goes to another account: AWS refuses it while a reverse name is set. */
  Step reverseRemoved() {
    Plan.Old old = plan.old();
    return step(
            "ptr-removed",
            "ptr-removed",
            List.of(old.address(), String.valueOf(old.account())),
            new Unnamed(old, plan.target()))
        .until("transfer")
        .commands(scene -> pasted.reset(scene, String.valueOf(old.region()), old.address()));
  }

  Step mxAdded(String id, Plan.Server server) {
    return step(
            id,
            "mx-add",
            List.of(plan.domain(), server.name()),
            Answers.having(plan.domain(), "MX", server.name()))
        .commands(_ -> pasted.exchange(server.name()));
  }

  Step swapped(String id, Plan.Server to, Plan.Server from) {
    return step(
            id,
            "mx-swap",
            List.of(plan.domain(), to.name(), from.name()),
            at(to, address -> new Leads(plan.domain(), to.name(), address)),
            Answers.lacking(plan.domain(), "MX", from.name()))
        .commands(_ -> pasted.exchange(to.name()));
  }

  /** All mail comes to one server, and the other has nothing left to do. */
  Step flows(String id, String to, String from) {
    Caches caches = new Caches(Answers.instead(plan.domain(), "MX", to, from));
    return step(
        id,
        "flow",
        List.of(plan.domain(), to, from),
        Answers.having(plan.domain(), "MX", to),
        Answers.lacking(plan.domain(), "MX", from),
        caches,
        new Said(id, "runbook.ask.flow", List.of(from), caches::gone));
  }

  /** The old server's name and address no longer know each other. */
  Step oldRemoved(boolean nameIsGone) {
    Plan.Old old = plan.old();
    List<Check> checks = new ArrayList<>();
    if (nameIsGone) {
      checks.add(new NameLeft(old.name(), old.address()));
    }
    if (old.isOnEc2()) {
      checks.add(new ReverseAttribute(old.account(), old.region(), old.address(), null));
    }
    checks.add(Answers.lacking(DnsLookup.reverseName(old.address()), "PTR", old.name()));
    return step(
            "old-removed",
            "old-removed",
            List.of(old.name(), old.address()),
            checks.toArray(Check[]::new))
        .commands(pasted::oldReverse);
  }
}
