package io.todoku.runbook.check;

import io.todoku.rule.Evidence;
import java.util.List;
import java.util.stream.Stream;

/**
 * A name leads to the old server no more: neither by its address nor by the IPv6 addresses that the
 * name had before the move, by which mail would go there once an MX record names it again. New ones
 * may come.
 */
public record NameReleasedCheck(String name, String address) implements StepCheck {

  private static final String IPV6 = "AAAA";

  @Override
  public CheckOutcome evaluate(CheckContext scene) {
    CheckOutcome four = DnsRecordCheck.forbidding(name, "A", address).evaluate(scene);
    CheckOutcome six =
        new DnsRecordCheck(name, IPV6, List.of(), earlierIpv6Addresses(scene), false, false)
            .evaluate(scene);
    if (!four.isSatisfied() || !six.isSatisfied()) {
      return four.isSatisfied() || (six.isRefuted() && !four.isRefuted()) ? six : four;
    }
    List<Evidence> evidence =
        Stream.concat(four.evidence().stream(), six.evidence().stream()).toList();
    return CheckOutcome.holds(four.message(), evidence);
  }

  private List<String> earlierIpv6Addresses(CheckContext scene) {
    return scene.state().periods(name, IPV6).stream()
        .flatMap(phases -> phases.getFirst().values().stream())
        .distinct()
        .sorted()
        .toList();
  }
}
