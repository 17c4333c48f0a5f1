package io.todoku.collect.smtp;

import static io.todoku.collect.smtp.SmtpProbeFixture.dialogue;
import static io.todoku.collect.smtp.SmtpProberTests.CLOSED;
import static io.todoku.collect.smtp.SmtpProberTests.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.ReasonKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the prober may ask, in whose name and with which recipient. */
class SmtpProberSettingsTests {

  @Test
  void withoutAConfiguredRecipientAReservedNameIsUsed() throws IOException {
    try (ScriptedServer server = server(CLOSED)) {
      var observed =
          SmtpProbeFixture.prober(server.port(), null)
              .probe(new ProbeTarget("127.0.0.1", "", List.of()), true);

      SmtpDialogue dialogue = ((Known<SmtpDialogue>) observed.dialogue()).value();
      assertThat(dialogue.recipientDomain()).isNull();
      assertThat(dialogue.recipientDomainHasMx()).isFalse();
      assertThat(server.commands()).contains("RCPT TO:<relay-test@example.com>");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mail.example.com\r\nDATA",
        "mail.example.com>\nRCPT TO:<root",
        "a b",
        "\"quoted\"",
        "",
        "-",
        "é.example",
        "x>y"
      })
  void anInvalidOwnNameIsNeverSent(String ownName) throws IOException {
    try (ScriptedServer server = server(CLOSED)) {
      dialogue(server, ownName);

      assertThat(server.commands())
          .contains("RCPT TO:<@[127.0.0.1]:relay-test@probe.example>")
          .allMatch(
              command -> ownName.isEmpty() || !command.contains(ownName) || ownName.equals("-"));
    }
  }

  @Test
  void anOwnNameOfThreeHundredCharactersIsNotSent() throws IOException {
    String name = "a".repeat(300) + ".example";
    try (ScriptedServer server = server(CLOSED)) {
      dialogue(server, name);

      assertThat(server.commands()).noneMatch(command -> command.contains(name));
    }
  }

  @Test
  void whenNothingListensThatIsKnown() throws IOException {
    try (Socket bound = new Socket()) { // the port is taken, and nobody listens
      bound.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));

      var observed =
          SmtpProbeFixture.prober(bound.getLocalPort(), SmtpProbeFixture.RECIPIENT)
              .probe(new ProbeTarget("127.0.0.1", "", List.of()), true);

      assertThat(observed.dialogue()).isInstanceOf(Known.class);
      assertThat(((Known<SmtpDialogue>) observed.dialogue()).value().listening()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "localhost", "mail.example.com"})
  void anAddressThatIsNotAllowedIsNotConnectedTo(String address) throws IOException {
    try (ScriptedServer server = server(CLOSED)) {
      var observed =
          SmtpProbeFixture.prober(server.port(), SmtpProbeFixture.RECIPIENT, List.of())
              .probe(new ProbeTarget(address, "", List.of()), true);

      assertThat(observed.dialogue()).isInstanceOf(Unknown.class);
      var reason = ((Unknown<SmtpDialogue>) observed.dialogue()).reason();
      assertThat(reason.kind()).isEqualTo(ReasonKind.NOT_ALLOWED);
      assertThat(reason.fix())
          .isEqualTo(
              address.equals("169.254.169.254") ? "never-probed" : "todoku.probe.allowed-networks");
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void withoutAConfiguredHeloTheRecipientsDomainIsAnnounced() throws IOException {
    try (ScriptedServer server = server(CLOSED)) {
      SmtpProbeFixture.prober(
              server.port(), SmtpProbeFixture.RECIPIENT, List.of("127.0.0.0/8"), null)
          .probe(new ProbeTarget("127.0.0.1", "", List.of()), true);

      assertThat(server.commands()).contains("EHLO probe.example");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-mailbox", "a@b c", "a@b\r\nDATA", "<a@b.example>"})
  void aRecipientThatIsNotAMailboxIsRefusedAtTheStart(String recipient) {
    assertThatThrownBy(() -> SmtpProbeFixture.prober(25, recipient))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("todoku.probe.relay-recipient");
  }
}
