package io.todoku.collect;

import io.todoku.collect.dns.AllServersSession;
import io.todoku.collect.dns.DnsCollector;
import io.todoku.collect.smtp.ProbeGuard;
import io.todoku.collect.smtp.ProbeSettings;
import io.todoku.concurrent.Parallel;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.NameView;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Looks at names as the whole world does: at every authoritative server of their zones and at every
 * configured resolver, server by server.
 */
@Component
public class NameViewCollector {

  private final DnsCollector dns;
  private final ProbeGuard guard;

  /**
   * @param probe says which networks may be asked besides the public ones
   */
  public NameViewCollector(DnsCollector dns, ProbeSettings probe) {
    this.dns = dns;
    this.guard = new ProbeGuard(probe.allowedNetworks());
  }

  /**
   * @param name with or without trailing dot; in canonical form from here on
   * @param type {@code A}, {@code AAAA}, {@code PTR}, {@code MX}, {@code TXT}, …
   */
  public record NameQuery(String name, String type) {
    public NameQuery {
      name = DnsLookup.canonical(name);
    }
  }

  /**
   * Asks anew each time, all side by side, and blocks until each server has answered or was given
   * up: for seconds where one is silent.
   *
   * @return a view for each question, in their order
   * @throws IllegalStateException where a type does not exist
   */
  public List<NameView> collect(List<NameQuery> questions) {
    AllServersSession views = dns.openAllServersSession(guard::allows);
    Map<NameQuery, NameView> seen = new ConcurrentHashMap<>();
    Parallel.forEach(
        questions.stream().distinct().toList(),
        question -> seen.put(question, views.view(question.name(), question.type())));
    return questions.stream().map(seen::get).map(Objects::requireNonNull).toList();
  }
}
