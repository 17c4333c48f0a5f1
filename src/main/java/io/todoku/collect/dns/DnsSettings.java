package io.todoku.collect.dns;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where DNS is asked.
 *
 * @param resolvers {@code host} or {@code host:port}, or {@code system}
 */
@ConfigurationProperties(prefix = "todoku.dns", ignoreUnknownFields = false)
public record DnsSettings(List<String> resolvers) {
  public DnsSettings {
    resolvers =
        resolvers == null || resolvers.isEmpty()
            ? List.of("1.1.1.1", "8.8.8.8")
            : List.copyOf(resolvers);
  }
}
