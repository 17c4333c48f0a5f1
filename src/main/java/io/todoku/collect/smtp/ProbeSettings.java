package io.todoku.collect.smtp;

import io.todoku.snapshot.MailboxServer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mail servers are probed.
 *
 * @param port TCP port; other than 25 only in tests
 * @param relayRecipient a mailbox in a domain that the operator owns; if null, the answers to relay
 *     attempts prove less
 * @param helo the name that the probe announces; by default the recipient's domain, because many
 *     servers refuse a name that does not exist
 * @param allowedNetworks private or loopback CIDR ranges that may be probed
 * @param pop3Port TCP port; other than 110 only in tests
 * @param imapPort TCP port; other than 143 only in tests
 */
@ConfigurationProperties("todoku.probe")
public record ProbeSettings(
    @DefaultValue("25") int port,
    @Nullable String relayRecipient,
    @Nullable String helo,
    @DefaultValue List<String> allowedNetworks,
    @DefaultValue("110") int pop3Port,
    @DefaultValue("143") int imapPort) {

  private static final String FALLBACK_HELO = "todoku.invalid";

  /** Returns the port of this protocol. */
  int port(MailboxServer.Protocol protocol) {
    return switch (protocol) {
      case POP3 -> pop3Port;
      case IMAP -> imapPort;
    };
  }

  /**
   * @throws IllegalArgumentException naming the setting whose value is not a port
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

  /** Returns the name for EHLO. */
  String ehlo() {
    if (helo != null && !helo.isBlank()) {
      return helo.strip();
    }
    return relayRecipient == null || relayRecipient.isBlank()
        ? FALLBACK_HELO
        : relayRecipient.substring(relayRecipient.lastIndexOf('@') + 1);
  }
}
