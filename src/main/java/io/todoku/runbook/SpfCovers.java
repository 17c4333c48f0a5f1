package io.todoku.runbook;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.Memory.Done;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.spf.SpfCheck;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SPF of the domain lets an address send its mail (RFC 7208).
 *
 * @param until the step that ends that; null where it stays so
 */
record SpfCovers(String domain, String address, @Nullable String until) implements Check {

  @Override
  public Outcome in(Scene scene) {
    Optional<Done> over = Optional.ofNullable(until).flatMap(scene.memory()::done);
    return over.map(done ->
            Outcome.holds(Text.of("runbook.check.spf.over", domain, address), done.evidence()))
        .orElseGet(() -> covers(scene));
  }

  private Outcome covers(Scene scene) {
    DnsLookup record = scene.seen().target().lookup(domain, "TXT");
    List<Evidence> evidence = List.of(Evidence.dns(record));
    SpfCheck.Outcome outcome = new SpfCheck(scene.seen().target()::lookup).check(address, domain);
    Text says = Text.of("runbook.check.spf", domain, address, outcome.result().name());
    return switch (outcome.result()) {
      case PASS -> Outcome.holds(says, evidence);
      case TEMPERROR ->
          Outcome.unknown(
              says,
              Objects.requireNonNullElseGet(
                  outcome.unseen(), () -> Reason.of(Cause.INCONCLUSIVE, domain + " TXT", "")),
              evidence);
      case FAIL, SOFTFAIL, NEUTRAL, NONE, PERMERROR -> Outcome.notYet(says, evidence);
    };
  }
}
