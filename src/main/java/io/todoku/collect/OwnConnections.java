package io.todoku.collect;

import io.todoku.collect.dns.DnsCollector;
import io.todoku.collect.smtp.OutboundSmtpCheck;
import io.todoku.snapshot.Observed;
import java.util.List;
import org.springframework.stereotype.Component;

/** Checks the connections of Todoku itself, by one question each. */
@Component
public class OwnConnections {

  private final DnsCollector dns;
  private final OutboundSmtpCheck outboundSmtp;
  private final MailServerProbes mailServers;

  OwnConnections(DnsCollector dns, OutboundSmtpCheck outboundSmtp, MailServerProbes mailServers) {
    this.dns = dns;
    this.outboundSmtp = outboundSmtp;
    this.mailServers = mailServers;
  }

  /** Whether any of the configured resolvers answers. */
  public boolean doesResolverAnswer() {
    return dns.checkResolvers().stream().anyMatch(check -> check.failure() == null);
  }

  /** Whether the mail exchange of the relay test's recipient can be reached on port 25. */
  public boolean isPort25Open() {
    return checkPort25() instanceof Observed.Known;
  }

  /** The address that answered on port 25, or why none did. */
  Observed<String> checkPort25() {
    List<String> exchanges = mailServers.recipientExchangeAddresses(dns.openSession(List.of()));
    return outboundSmtp.checkOutbound(exchanges.stream().limit(1).toList());
  }
}
