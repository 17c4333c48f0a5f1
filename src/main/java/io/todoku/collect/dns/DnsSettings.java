package io.todoku.collect.dns;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which resolvers, blocklists and ports are used for DNS.
 *
 * @param resolvers {@code host} or {@code host:port}, or {@code system}
 * @param blocklists zones of DNS blocklists (RFC 5782) in which every public address is looked up;
 *     an empty list turns that off. Spamhaus, the first by default, does not answer public
 *     resolvers such as the default ones: it needs a resolver of your own. Each list has terms of
 *     use
 * @param authorityPort UDP and TCP port of authoritative servers; other than 53 only in tests
 */
@ConfigurationProperties("todoku.dns")
public record DnsSettings(
    List<String> resolvers, List<String> blocklists, @DefaultValue("53") int authorityPort) {
  public DnsSettings {
    resolvers =
        resolvers == null || resolvers.isEmpty()
            ? List.of("1.1.1.1", "8.8.8.8")
            : List.copyOf(resolvers);
    blocklists =
        blocklists == null
            ? List.of("zen.spamhaus.org", "bl.spamcop.net")
            : List.copyOf(blocklists);
  }
}
