package io.todoku.runbook;

import io.todoku.runbook.Elastic.Want;
import io.todoku.snapshot.DnsLookup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The steps that all ways are made of, for one plan. */
final class Moves {

  /** Seconds: what a record may be kept for while it is about to change. */
  static final long LOW = 300;

  /** Seconds: what a record is kept for in everyday life, at least. */
  static final long EVERYDAY = 3600;

  /** How long the old server stays, for what comes late. */
  static final Duration KEPT = Duration.ofDays(5);

  private final Plan plan;
  private final Pasted pasted;

  Moves(Plan plan) {
    this.plan = plan;
    this.pasted = new Pasted(plan);
  }

  private static Step step(String id, String kind, List<Object> arguments, Check... checks) {
    return new Step(
        id, 0, kind, arguments, List.of(checks), List.of(), List.of(), null, _ -> List.of());
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

  Step greets(String id, Plan.Server server) {
    return step(
            id,
            "name",
            List.of(server.name(), address(server)),
            at(server, address -> new Greets(address, server.name())))
        .commands(_ -> pasted.hostName(server));
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

  Step relay(String id, Plan.Server server) {
    return step(
        id,
        "relay",
        List.of(address(server), server.name()),
        at(server, address -> Judged.passes("no-open-relay", address)));
  }

  Step mxAdded(String id, Plan.Server server) {
    return step(
            id,
            "mx-add",
            List.of(plan.domain(), server.name()),
            Answers.having(plan.domain(), "MX", server.name()))
        .commands(_ -> pasted.exchange(server.name()));
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

  Step swapped(String id, Plan.Server to, Plan.Server from) {
    return step(
            id,
            "mx-swap",
            List.of(plan.domain(), to.name(), from.name()),
            at(to, address -> new Leads(plan.domain(), to.name(), address)),
            Answers.lacking(plan.domain(), "MX", from.name()))
        .commands(_ -> pasted.exchange(to.name()));
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

  Step released(String id, Plan.Server server, String reset) {
    return step(
            id,
            "released",
            List.of(address(server)),
            at(
                server,
                address ->
                    new Elastic(
                        plan.target().account(), plan.target().region(), address, Want.RELEASED)))
        .enforced(reset)
        .commands(scene -> pasted.release(scene, server));
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

  private static Object address(Plan.Server server) {
    return server.address() == null ? "…" : server.address();
  }

  private interface OfAddress {
    Check check(String address);
  }

  private Check at(Plan.Server server, OfAddress made) {
    @Nullable String address = server.address();
    String part = server.equals(plan.first()) ? "first.address" : "second.address";
    return address == null ? new Unset(part) : made.check(address);
  }
}
