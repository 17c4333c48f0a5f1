package io.todoku.runbook;

import io.todoku.rule.Text;
import io.todoku.spf.SpfCheck;

/** SPF of the domain lets an address send no more (RFC 7208): somebody else may get it. */
record SpfLeft(String domain, String address) implements Check {

  @Override
  public Outcome in(Scene scene) {
    return Poll.of(
            scene,
            domain,
            "TXT",
            answer ->
                SpfCovers.result(scene, domain, address, answer)
                    .map(result -> result != SpfCheck.Result.PASS))
        .outcome((how, some, all, who) ->
            Text.of("runbook.check.spf.gone." + how, domain, address, some, all, who));
  }
}
