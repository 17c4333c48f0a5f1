package io.todoku.runbook;

import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import io.todoku.spf.SpfCheck;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * SPF of the domain lets an address send its mail (RFC 7208).
 *
 * @param until the step that ends that; null where it stays so
 */
record SpfCovers(String domain, String address, @Nullable String until) implements Check {

  @Override
  public Outcome in(Scene scene) {
    return Optional.ofNullable(until)
        .flatMap(scene.memory()::done)
        .filter(done -> done.undone() == null)
        .map(done ->
            Outcome.holds(Text.of("runbook.check.spf.over", domain, address), done.evidence()))
        .orElseGet(() -> covers(scene));
  }

  /** By the record of each server; what that includes is asked for once. */
  private Outcome covers(Scene scene) {
    Set<String> results = new TreeSet<>();
    return Poll.of(
            scene,
            domain,
            "TXT",
            answer -> result(scene, domain, address, answer).map(result -> passes(result, results)))
        .outcome((how, some, all, who) ->
            Text.of(
                "runbook.check.spf." + how,
                domain,
                address,
                String.join(", ", results),
                some,
                all,
                who));
  }

  /** Whether it does; of others the result is noted. */
  private static boolean passes(SpfCheck.Result result, Set<String> others) {
    if (result != SpfCheck.Result.PASS) {
      others.add(result.name());
    }
    return result == SpfCheck.Result.PASS;
  }

  /** What the record says of the address; unknown where that could not be found out. */
  static Observed<SpfCheck.Result> result(
      Scene scene, String domain, String address, DnsAnswer answer) {
    Snapshot seen = scene.seen().target();
    DnsLookup record = new DnsLookup(domain, "TXT", "", scene.seen().at(), Observed.known(answer));
    SpfCheck.Outcome outcome =
        new SpfCheck((name, type) -> isOf(domain, name, type) ? record : seen.lookup(name, type))
            .check(address, domain);
    return outcome.result() == SpfCheck.Result.TEMPERROR
        ? Observed.unknown(
            Objects.requireNonNullElseGet(
                outcome.unseen(), () -> Reason.of(Cause.INCONCLUSIVE, domain + " TXT", "")))
        : Observed.known(outcome.result());
  }

  private static boolean isOf(String domain, String name, String type) {
    return type.equals("TXT") && DnsLookup.canonical(name).equals(domain);
  }
}
