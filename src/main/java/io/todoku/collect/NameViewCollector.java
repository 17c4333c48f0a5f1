package io.todoku.collect;

import io.todoku.collect.dns.AllServersSession;
import io.todoku.collect.dns.DnsCollector;
import io.todoku.collect.smtp.ProbeSettings;
import io.todoku.concurrent.Parallel;
import io.todoku.outbound.ProbeGuard;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.NameView;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Looks names up at every authoritative server of their zones and at every configured resolver, and
 * keeps the answer of each server.
 */
@Component
public class NameViewCollector {

  private final DnsCollector dns;
  private final ProbeGuard guard;

  /**
   * @param probe its {@code allowedNetworks} may be asked besides public addresses
   */
  public NameViewCollector(DnsCollector dns, ProbeSettings probe) {
    this.dns = dns;
    this.guard = new ProbeGuard(probe.allowedNetworks());
  }

  /**
   * @param name with or without trailing dot; stored in canonical form
   * @param type {@code A}, {@code AAAA}, {@code PTR}, {@code MX}, {@code TXT}, …
   */
  public record NameQuery(String name, String type) {
    public NameQuery {
      name = DnsLookup.canonical(name);
    }
  }

  /**
   * Asks all questions in parallel, without a cache. Blocks until each server has answered or timed
   * out, which may take seconds.
   *
   * @return one view for each question, in the order of the questions
   * @throws IllegalStateException if a type does not exist
   */
  public List<NameView> collect(List<NameQuery> questions) {
    AllServersSession views = dns.openAllServersSession(guard::allows);
    Map<NameQuery, NameView> collected = new ConcurrentHashMap<>();
    Parallel.forEach(
        questions.stream().distinct().toList(),
        question -> collected.put(question, views.view(question.name(), question.type())));
    return questions.stream().map(collected::get).map(Objects::requireNonNull).toList();
  }
}
