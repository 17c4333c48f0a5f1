package io.todoku.runbook.check;

/**
 * An MX record of a domain names a host that has the server's address at every DNS server. The host
 * name alone would show nothing, because another server may have had it before.
 */
public record MxPointsToServerCheck(String domain, String host, String address)
    implements StepCheck {

  @Override
  public CheckOutcome evaluate(CheckContext context) {
    CheckOutcome addressOutcome = DnsRecordCheck.exactly(host, "A", address).evaluate(context);
    return addressOutcome.isSatisfied()
        ? DnsRecordCheck.requiring(domain, "MX", host).evaluate(context)
        : addressOutcome;
  }
}
