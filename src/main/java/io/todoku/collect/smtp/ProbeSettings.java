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
 * @param helo the name that the probe gives itself
 * @param allowedNetworks private or loopback CIDR ranges that may be probed
 */
@ConfigurationProperties(prefix = "todoku.probe", ignoreUnknownFields = false)
public record ProbeSettings(
    @DefaultValue("25") int port,
    @Nullable String relayRecipient,
    @DefaultValue("todoku.invalid") String helo,
    @DefaultValue List<String> allowedNetworks) {}
