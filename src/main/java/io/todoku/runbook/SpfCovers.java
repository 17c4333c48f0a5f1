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
    return Poll.of(scene, domain, "TXT", answer -> passes(scene, answer, results))
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

  private Observed<Boolean> passes(Scene scene, DnsAnswer answer, Set<String> results) {
    Snapshot seen = scene.seen().target();
    DnsLookup record = new DnsLookup(domain, "TXT", "", scene.seen().at(), Observed.known(answer));
    SpfCheck.Outcome outcome =
        new SpfCheck((name, type) -> isRecord(name, type) ? record : seen.lookup(name, type))
            .check(address, domain);
    return switch (outcome.result()) {
      case PASS -> Observed.known(true);
      case TEMPERROR ->
          Observed.unknown(
              Objects.requireNonNullElseGet(
                  outcome.unseen(), () -> Reason.of(Cause.INCONCLUSIVE, domain + " TXT", "")));
      case FAIL, SOFTFAIL, NEUTRAL, NONE, PERMERROR -> {
        results.add(outcome.result().name());
        yield Observed.known(false);
      }
    };
  }

  private boolean isRecord(String name, String type) {
    return type.equals("TXT") && DnsLookup.canonical(name).equals(domain);
  }
}
