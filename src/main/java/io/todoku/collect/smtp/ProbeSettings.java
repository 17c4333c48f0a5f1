package io.todoku.collect.smtp;

import io.todoku.snapshot.MailboxServer;
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
 * @param pop3Port TCP, 110 unless a test says otherwise
 * @param imapPort TCP, 143 unless a test says otherwise
 */
@ConfigurationProperties(prefix = "todoku.probe", ignoreUnknownFields = false)
public record ProbeSettings(
    @DefaultValue("25") int port,
    @Nullable String relayRecipient,
    @Nullable String helo,
    @DefaultValue List<String> allowedNetworks,
    @DefaultValue("110") int pop3Port,
    @DefaultValue("143") int imapPort) {

  private static final String FALLBACK_HELO = "todoku.invalid";

  /** The port that is asked in this protocol. */
  int port(MailboxServer.Protocol protocol) {
    return switch (protocol) {
      case POP3 -> pop3Port;
      case IMAP -> imapPort;
    };
  }

  /**
   * @throws IllegalArgumentException naming the setting whose port is none
   */
  void checkPorts() {
    check("port", port);
    check("pop3-port", pop3Port);
    check("imap-port", imapPort);
  }

  private static void check(String setting, int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "todoku.probe." + setting + ": " + port + " is not between 1 and 65535");
    }
  }

  /** The name for EHLO. */
  String ehlo() {
    if (helo != null && !helo.isBlank()) {
      return helo.strip();
    }
    return relayRecipient == null || relayRecipient.isBlank()
        ? FALLBACK_HELO
        : relayRecipient.substring(relayRecipient.lastIndexOf('@') + 1);
  }
}
