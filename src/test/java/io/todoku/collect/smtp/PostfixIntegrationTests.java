package io.todoku.collect.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.Peers;
import io.todoku.peers.Postfix;
import io.todoku.snapshot.MailServer.RecipientForm;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.Observed.Known;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The prober against real Postfix instances. */
class PostfixIntegrationTests {

  @TempDir Path dir;

  @BeforeEach
  void peers() {
    Peers.require(Postfix.present(), "Postfix (as root)");
  }

  private SmtpDialogue probe(String address, Map<String, String> settings) throws Exception {
    int port = Peers.freePort(address);
    Path folder = Files.createDirectories(dir.resolve(address));
    try (Postfix postfix = Postfix.start(folder, address, port, "mail.example.com", settings)) {
      assertThat(postfix).isNotNull();
      var prober =
          new SmtpProber(
              new ProbeSettings(
                  port,
                  SmtpProbeFixture.RECIPIENT,
                  "probe.example",
                  List.of("127.0.0.0/8"),
                  110,
                  143),
              Clock.systemUTC());
      var observed = prober.probe(new ProbeTarget(address, "mail.example.com", List.of()), true);
      return ((Known<SmtpDialogue>) observed.dialogue()).value();
    }
  }

  @Test
  void aClosedPostfixRefusesEveryForm() throws Exception {
    SmtpDialogue dialogue =
        probe(
            "127.77.1.2",
            Map.of(
                "mynetworks",
                "192.0.2.0/24",
                "smtpd_relay_restrictions",
                "permit_mynetworks, reject_unauth_destination"));

    assertThat(dialogue.ending()).isEqualTo(SmtpEnding.COMPLETE);
    assertThat(dialogue.greeting()).contains("mail.example.com");
    assertThat(dialogue.attempts())
        .filteredOn(attempt -> attempt.form() != RecipientForm.ODD_LOCAL_PART)
        .allSatisfy(attempt -> {
          assertThat(attempt.rcptReply()).isNotNull();
          assertThat(attempt.rcptReply().code()).isEqualTo(554);
          assertThat(attempt.rcptReply().text()).contains("Relay access denied");
        });
  }

  @Test
  void aPostfixThatTrustsTheProberAcceptsPlainForms() throws Exception {
    SmtpDialogue dialogue = probe("127.77.1.3", Map.of("mynetworks", "127.0.0.0/8"));

    assertThat(dialogue.ending()).isEqualTo(SmtpEnding.COMPLETE);
    assertThat(dialogue.attempts())
        .filteredOn(attempt -> attempt.form() == RecipientForm.PLAIN)
        .hasSize(4)
        .allMatch(a -> a.rcptReply() != null && a.rcptReply().accepted());
  }
}
