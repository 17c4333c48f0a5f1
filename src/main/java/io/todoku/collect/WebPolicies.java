package io.todoku.collect;

import io.todoku.collect.dns.DnsSession;
import io.todoku.collect.smtp.ProbeGuard;
import io.todoku.collect.smtp.ProbeSettings;
import io.todoku.collect.web.PolicyFetcher;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.MailNames;
import io.todoku.snapshot.WebPolicy;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Fetches the MTA-STS policy of every mail domain that announces one in DNS. */
@Component
public class WebPolicies {

  private final PolicyFetcher fetcher;

  @Autowired
  public WebPolicies(ProbeSettings settings, Clock clock) {
    this(new PolicyFetcher(new ProbeGuard(settings.allowedNetworks())::allows, clock));
  }

  WebPolicies(PolicyFetcher fetcher) {
    this.fetcher = fetcher;
  }

  List<WebPolicy> ask(List<MailDomain> domains, DnsSession dns, Consumer<String> progress) {
    var policies = new ConcurrentLinkedQueue<WebPolicy>();
    Together.run(
        domains.stream()
            .map(domain -> DnsLookup.canonical(domain.name()))
            .distinct()
            .filter(domain -> announces(domain, dns))
            .map(domain ->
                (Runnable)
                    () -> {
                      progress.accept(MailNames.mtaStsPolicy(domain));
                      policies.add(fetcher.fetch(domain));
                    })
            .toList());
    return policies.stream().sorted(Comparator.comparing(WebPolicy::domain)).toList();
  }

  private static boolean announces(String domain, DnsSession dns) {
    return NameQuestions.records(dns.lookup(MailNames.mtaSts(domain), "TXT")).stream()
        .anyMatch(text -> text.startsWith("v=STSv1"));
  }
}
