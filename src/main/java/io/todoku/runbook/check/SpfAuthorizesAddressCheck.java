package io.todoku.runbook.check;

import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import io.todoku.spf.SpfEvaluator;
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
public record SpfAuthorizesAddressCheck(String domain, String address, @Nullable String untilStep)
    implements StepCheck {

  @Override
  public CheckOutcome evaluate(CheckContext scene) {
    return Optional.ofNullable(untilStep)
        .flatMap(scene.state()::completions)
        .filter(done -> done.undoneSince() == null)
        .map(done ->
            CheckOutcome.holds(Text.of("runbook.check.spf.over", domain, address), done.evidence()))
        .orElseGet(() -> evaluateSpf(scene));
  }

  /** By the record of each server; what that includes is asked for once. */
  private CheckOutcome evaluateSpf(CheckContext scene) {
    Set<String> results = new TreeSet<>();
    return AnswerAgreement.of(
            scene,
            domain,
            "TXT",
            answer ->
                spfResult(scene, domain, address, answer).map(result -> passes(result, results)))
        .toOutcome((how, some, all, who) ->
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
  private static boolean passes(SpfEvaluator.SpfResult result, Set<String> others) {
    if (result != SpfEvaluator.SpfResult.PASS) {
      others.add(result.name());
    }
    return result == SpfEvaluator.SpfResult.PASS;
  }

  /** What the record says of the address; unknown where that could not be found out. */
  static Observed<SpfEvaluator.SpfResult> spfResult(
      CheckContext scene, String domain, String address, DnsAnswer answer) {
    Snapshot seen = scene.observation().target();
    DnsLookup record =
        new DnsLookup(domain, "TXT", "", scene.observation().at(), Observed.known(answer));
    SpfEvaluator.SpfOutcome outcome =
        new SpfEvaluator((name, type) ->
            isSpfQuestion(domain, name, type) ? record : seen.lookup(name, type))
            .evaluate(address, domain);
    return outcome.result() == SpfEvaluator.SpfResult.TEMPERROR
        ? Observed.unknown(
            Objects.requireNonNullElseGet(
                outcome.failedLookup(), () -> Reason.of(Cause.INCONCLUSIVE, domain + " TXT", "")))
        : Observed.known(outcome.result());
  }

  private static boolean isSpfQuestion(String domain, String name, String type) {
    return type.equals("TXT") && DnsLookup.canonical(name).equals(domain);
  }
}
