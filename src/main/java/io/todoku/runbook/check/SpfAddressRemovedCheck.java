package io.todoku.runbook.check;

import io.todoku.rule.Text;
import io.todoku.spf.SpfEvaluator;

/**
 * The SPF record of a domain no longer authorizes an address (RFC 7208), because somebody else may
 * get the address.
 */
public record SpfAddressRemovedCheck(String domain, String address) implements StepCheck {

  @Override
  public CheckOutcome evaluate(CheckContext context) {
    return AnswerAgreement.of(
            context,
            domain,
            "TXT",
            answer ->
                SpfAuthorizesAddressCheck.spfResult(context, domain, address, answer)
                    .map(result -> result != SpfEvaluator.SpfResult.PASS))
        .toOutcome((outcome, count, total, servers) ->
            Text.of("runbook.check.spf.gone." + outcome, domain, address, count, total, servers));
  }
}
