package io.todoku.collect.smtp;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mail servers are asked.
 *
 * @param port TCP, 25 unless a test says otherwise
 * @param relayRecipient a mailbox in a domain that the operator owns; null: relay answers prove
 *     less
 * @param helo the name that the probe gives itself; unset: the recipient's domain, as a name that
 *     does not exist is refused by many servers for that alone
 * @param allowedNetworks private or loopback CIDR ranges that may be probed
 */
@ConfigurationProperties(prefix = "todoku.probe", ignoreUnknownFields = false)
public record ProbeSettings(
    @DefaultValue("25") int port,
    @Nullable String relayRecipient,
    @Nullable String helo,
    @DefaultValue List<String> allowedNetworks) {

  private static final String NOBODY = "todoku.invalid";

  /** The name for EHLO. */
  String ehlo() {
    if (helo != null && !helo.isBlank()) {
      return helo.strip();
    }
    return relayRecipient == null || relayRecipient.isBlank()
        ? NOBODY
        : relayRecipient.substring(relayRecipient.lastIndexOf('@') + 1);
  }
}
