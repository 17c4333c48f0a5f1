package io.todoku.collect;

import io.todoku.collect.dns.DnsSession;
import io.todoku.collect.smtp.ProbeSettings;
import io.todoku.collect.web.MtaStsPolicyFetcher;
import io.todoku.concurrent.Parallel;
import io.todoku.outbound.ProbeGuard;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.MailDnsNames;
import io.todoku.snapshot.MtaStsPolicyLookup;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Fetches the MTA-STS policy of every mail domain that announces one in DNS. */
@Component
public class MtaStsPolicies {

  private final MtaStsPolicyFetcher fetcher;

  @Autowired
  public MtaStsPolicies(ProbeSettings settings, Clock clock) {
    this(new MtaStsPolicyFetcher(new ProbeGuard(settings.allowedNetworks())::allows, clock));
  }

  MtaStsPolicies(MtaStsPolicyFetcher fetcher) {
    this.fetcher = fetcher;
  }

  List<MtaStsPolicyLookup> fetchAnnounced(
      List<String> domains, DnsSession dns, Consumer<String> progress) {
    return Parallel.map(
        domains.stream()
            .map(DnsLookup::canonical)
            .distinct()
            .filter(domain -> announcesPolicy(domain, dns))
            .sorted()
            .toList(),
        domain -> {
          progress.accept(MailDnsNames.mtaStsPolicyUrl(domain));
          return fetcher.fetch(domain);
        });
  }

  private static boolean announcesPolicy(String domain, DnsSession dns) {
    return NameLookups.records(dns.lookup(MailDnsNames.mtaStsName(domain), "TXT")).stream()
        .anyMatch(text -> text.startsWith("v=STSv1"));
  }
}
