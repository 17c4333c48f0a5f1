package io.todoku.runbook.check;

import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.spf.SpfEvaluator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The SPF record of a domain authorizes an address to send its mail (RFC 7208).
 *
 * @param untilStep the step after whose completion it need not hold any more; null if it must
 *     always hold
 */
public record SpfAuthorizesAddressCheck(String domain, String address, @Nullable String untilStep)
    implements StepCheck {

  @Override
  public CheckOutcome evaluate(CheckContext context) {
    return Optional.ofNullable(untilStep)
        .flatMap(context.state()::completion)
        .filter(completion -> completion.undoneSince() == null)
        .map(completion ->
            CheckOutcome.holds(
                Text.of("runbook.check.spf.over", domain, address), completion.evidence()))
        .orElseGet(() -> evaluateSpf(context));
  }

  /** Evaluates the record of each server; records that it includes come from the snapshot. */
  private CheckOutcome evaluateSpf(CheckContext context) {
    Set<String> results = new TreeSet<>();
    return AnswerAgreement.of(
            context,
            domain,
            "TXT",
            answer ->
                spfResult(context, domain, address, answer).map(result -> passes(result, results)))
        .toOutcome((outcome, count, total, servers) ->
            Text.of(
                "runbook.check.spf." + outcome,
                domain,
                address,
                String.join(", ", results),
                count,
                total,
                servers));
  }

  /** Whether SPF passes; adds any other result to {@code others}. */
  private static boolean passes(SpfEvaluator.SpfResult result, Set<String> others) {
    if (result != SpfEvaluator.SpfResult.PASS) {
      others.add(result.name());
    }
    return result == SpfEvaluator.SpfResult.PASS;
  }

  /** The SPF result of a record for an address; unknown if a lookup that it needs failed. */
  static Observed<SpfEvaluator.SpfResult> spfResult(
      CheckContext context, String domain, String address, DnsAnswer answer) {
    Snapshot snapshot = context.observation().target();
    DnsLookup record =
        new DnsLookup(domain, "TXT", "", context.observation().at(), Observed.known(answer));
    SpfEvaluator.SpfOutcome outcome =
        new SpfEvaluator((name, type) ->
            isSpfQuestion(domain, name, type) ? record : snapshot.lookup(name, type))
            .evaluate(address, domain);
    return outcome.result() == SpfEvaluator.SpfResult.TEMPERROR
        ? Observed.unknown(
            Objects.requireNonNullElseGet(
                outcome.failedLookup(),
                () -> Reason.of(ReasonKind.INCONCLUSIVE, domain + " TXT", "")))
        : Observed.known(outcome.result());
  }

  private static boolean isSpfQuestion(String domain, String name, String type) {
    return type.equals("TXT") && DnsLookup.canonical(name).equals(domain);
  }
}
