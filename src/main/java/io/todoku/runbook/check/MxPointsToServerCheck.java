package io.todoku.runbook.check;

/**
 * Mail for a domain is led to a server by a name that has its address everywhere: the name alone
 * would show nothing where another server had it before.
 */
public record MxPointsToServerCheck(String domain, String host, String address)
    implements StepCheck {

  @Override
  public CheckOutcome evaluate(CheckContext scene) {
    CheckOutcome named = DnsRecordCheck.exactly(host, "A", address).evaluate(scene);
    return named.isSatisfied()
        ? DnsRecordCheck.requiring(domain, "MX", host).evaluate(scene)
        : named;
  }
}
