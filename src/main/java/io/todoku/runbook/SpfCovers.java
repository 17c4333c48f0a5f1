package io.todoku.runbook;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.spf.SpfCheck;
import java.util.List;
import java.util.Objects;

/** SPF of the domain lets an address send its mail (RFC 7208). */
record SpfCovers(String domain, String address) implements Check {

  @Override
  public Outcome in(Scene scene) {
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
