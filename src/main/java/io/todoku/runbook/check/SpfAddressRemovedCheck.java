package io.todoku.runbook.check;

import io.todoku.rule.Text;
import io.todoku.spf.SpfEvaluator;

/** SPF of the domain lets an address send no more (RFC 7208): somebody else may get it. */
public record SpfAddressRemovedCheck(String domain, String address) implements StepCheck {

  @Override
  public CheckOutcome evaluate(CheckContext scene) {
    return AnswerAgreement.of(
            scene,
            domain,
            "TXT",
            answer ->
                SpfAuthorizesAddressCheck.spfResult(scene, domain, address, answer)
                    .map(result -> result != SpfEvaluator.SpfResult.PASS))
        .toOutcome((how, some, all, who) ->
            Text.of("runbook.check.spf.gone." + how, domain, address, some, all, who));
  }
}
