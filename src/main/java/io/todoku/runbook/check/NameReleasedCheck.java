package io.todoku.runbook.check;

import io.todoku.rule.Evidence;
import java.util.List;
import java.util.stream.Stream;

/**
 * A host name no longer resolves to the old server: neither to its IPv4 address nor to the IPv6
 * addresses that the name had before the migration. Otherwise mail would reach the old server again
 * once an MX record names this host. New IPv6 addresses do not matter.
 */
public record NameReleasedCheck(String name, String address) implements StepCheck {

  private static final String IPV6 = "AAAA";

  @Override
  public CheckOutcome evaluate(CheckContext context) {
    CheckOutcome ipv4 = DnsRecordCheck.forbidding(name, "A", address).evaluate(context);
    CheckOutcome ipv6 =
        new DnsRecordCheck(name, IPV6, List.of(), earlierIpv6Addresses(context), false, false)
            .evaluate(context);
    if (!ipv4.isSatisfied() || !ipv6.isSatisfied()) {
      return ipv4.isSatisfied() || (ipv6.isRefuted() && !ipv4.isRefuted()) ? ipv6 : ipv4;
    }
    List<Evidence> evidence =
        Stream.concat(ipv4.evidence().stream(), ipv6.evidence().stream()).toList();
    return CheckOutcome.holds(ipv4.message(), evidence);
  }

  private List<String> earlierIpv6Addresses(CheckContext context) {
    return context.state().periods(name, IPV6).stream()
        .flatMap(periods -> periods.getFirst().values().stream())
        .distinct()
        .sorted()
        .toList();
  }
}
